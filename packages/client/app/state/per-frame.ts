/** Makes a function that runs `action` at most once a frame. A page in the background has no frames; there a quarter second is one. */
export function perFrame(action: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    const go = (): void => {
      if (!asked) return;
      asked = false;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      action();
    };
    const frame = requestAnimationFrame(go);
    const timer = setTimeout(go, 250);
  };
}
