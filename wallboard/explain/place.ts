export type Box = { readonly left: number; readonly right: number };
export type Tile = Box & { readonly top: number; readonly bottom: number; readonly weight: number };

/** What one may cover: a tile that needs somebody rather not at all, the one that was tapped rather not. */
export const weights = { act: 100, watch: 30, tapped: 5, calm: 1 } as const;

/**
 * Where a panel of that width hides the least of what matters: its left edge. Of places that hide as little, the one
 * farthest to the right, where the tiles of less weight are.
 */
export function quietPlace(area: Box, width: number, tiles: readonly Tile[]): number {
  const last = Math.max(area.left, area.right - width);
  const starts = [last, area.left, ...tiles.flatMap(({ left, right }) => [left, right - width])]
    .filter((left) => left >= area.left && left <= last)
    .sort((one, other) => other - one);
  const hidden = (start: number) =>
    tiles.reduce((sum, { left, right, top, bottom, weight }) => {
      const overlap = Math.max(0, Math.min(right, start + width) - Math.max(left, start));
      return sum + overlap * (bottom - top) * weight;
    }, 0);
  return starts.reduce((best, start) => (hidden(start) < hidden(best) ? start : best), last);
}

export const covers = (panel: Box, tile: Box): boolean =>
  Math.min(panel.right, tile.right) - Math.max(panel.left, tile.left) > 1;
