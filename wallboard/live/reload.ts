/**
 * Fetches the page anew when the server has been upgraded: once, and only when the server answers, because a
 * television that reloads into an error page needs a ladder.
 */
export function createReload({ page, reload }: { page: () => Promise<boolean>; reload: () => void }) {
  let isAsking = false;
  let isDone = false;
  return async function reloadWhenServed(): Promise<void> {
    if (isAsking || isDone) return;
    isAsking = true;
    isDone = await page().catch(() => false);
    isAsking = false;
    if (isDone) reload();
  };
}

export const reloadThisPage = createReload({
  page: async () => (await fetch(location.href, { cache: 'no-store' })).ok,
  reload: () => location.reload(),
});
