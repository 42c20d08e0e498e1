const KEY = 'floorlight.agent';

/** Who sits at this browser. A browser that keeps nothing is asked again each time. */
export function rememberedAgent(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberAgent(agent: string | null): void {
  try {
    if (agent === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, agent);
  } catch {
    // Storage is refused: the address carries the name for as long as the page is open.
  }
}
