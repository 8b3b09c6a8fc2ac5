// The theme button: light and dark in turn, kept for the next visit.
const root = document.documentElement;
const kept = localStorage.getItem("theme");
if (kept) root.dataset.theme = kept;
addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-theme-toggle]").addEventListener("click", () => {
    const dark =
      getComputedStyle(root).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches;
    const now = root.dataset.theme ?? (dark ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });
});
