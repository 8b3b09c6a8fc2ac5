import { useState, type ReactNode } from "react";
import { Icon, iconPaths } from "./icons.tsx";

type Theme = "system" | "light" | "dark";

const order: readonly Theme[] = ["system", "light", "dark"];
const storageKey = "vitrine:theme";

function isTheme(value: string | null): value is Theme {
  return order.includes(value as Theme);
}

function storedTheme(): Theme {
  const asked = new URLSearchParams(location.search).get("__theme");
  if (isTheme(asked)) return asked;
  try {
    const stored = localStorage.getItem(storageKey);
    return isTheme(stored) ? stored : "system";
  } catch {
    return "system";
  }
}

function showTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset["theme"];
  else dataset["theme"] = theme;
}

/** Applies the theme that the address asks for (`?__theme=dark`), else the one chosen last. */
export function applyTheme(): void {
  showTheme(storedTheme());
}

/** A button that goes from the system's theme to light, to dark and back. */
export function ThemeButton(): ReactNode {
  const [theme, setTheme] = useState(storedTheme);
  const choose = (): void => {
    const next = order[(order.indexOf(theme) + 1) % order.length] as Theme;
    setTheme(next);
    showTheme(next);
    try {
      localStorage.setItem(storageKey, next);
    } catch {
      // Where nothing may be stored the choice holds until the page is left.
    }
  };
  const name = `Theme: ${theme}`;
  return (
    <button type="button" className="btn ghost sm icon" aria-label={name} title={name} onClick={choose}>
      <Icon paths={iconPaths[theme]} />
    </button>
  );
}
