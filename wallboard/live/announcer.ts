type Announcing = {
  readonly everyMs: number;
  readonly now: () => number;
  readonly say: (text: string) => void;
  readonly later: (action: () => void, ms: number) => () => void;
};

export const laterOnPage: Announcing['later'] = (action, ms) => {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
};

/** Tells a screen reader what changed, at most once in a while; in between, only the last word counts. */
export function createAnnouncer({ everyMs, now, say, later }: Announcing) {
  let saidAt = -Infinity;
  let said = '';
  let next = '';
  let cancel: (() => void) | null = null;

  const speak = () => {
    cancel = null;
    if (next === said) return;
    said = next;
    saidAt = now();
    say(said);
  };
  return {
    announce(text: string) {
      next = text;
      if (cancel) return;
      const wait = saidAt + everyMs - now();
      if (wait <= 0) speak();
      else cancel = later(speak, wait);
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
