/** The style sheet of the login page, which needs none of the page's own files. */
export const loginStyle: string = `:root {
  color-scheme: light dark;
  --ground: light-dark(#edf2f3, #0a0f10);
  --lit: light-dark(#ffffff, #192020);
  --glass: light-dark(#e2ecec, #121c1d);
  --line: light-dark(#dae1e2, #283131);
  --frame: light-dark(#c3cdcd, #384242);
  --control: light-dark(#7d8a8b, #6a7777);
  --text: light-dark(#172122, #e8eeee);
  --quiet: light-dark(#4a5859, #a4afaf);
  --accent: light-dark(#00696a, #60d3cd);
  --accent-hover: light-dark(#005a5a, #78e3dc);
  --on-accent: light-dark(#ffffff, #031a1a);
  --bad: light-dark(#b51e26, #f98e8b);
  --focus: light-dark(#245fd4, #8db7ff);
  --height: 40px;
  --size: 0.9375rem;
  font-family: -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Adwaita Sans", Inter, Cantarell, Ubuntu,
    "Noto Sans", "Liberation Sans", Arial, sans-serif;
  font-size: 100%;
  line-height: 1.5;
}
*, *::before, *::after { box-sizing: border-box; margin: 0; }
body { background: var(--ground); color: var(--text); font-size: var(--size); }
main { display: grid; place-items: center; min-block-size: 100dvh; padding: 24px 16px; }
form, .told {
  display: grid; gap: 20px; inline-size: min(400px, 100%); padding: 32px; background: var(--lit);
  border: 1px solid var(--frame); border-radius: 12px; overflow-wrap: anywhere;
  box-shadow: 0 0 0 4px var(--glass), 0 0 0 5px var(--line), 0 1px 2px light-dark(#1721220f, #0006);
}
header { display: grid; gap: 4px; }
.logo { display: inline-flex; align-items: center; gap: 8px; font-weight: 650; }
.logo svg { color: var(--accent); }
h1 { margin-block-start: 20px; font-size: 1.375rem; line-height: 1.75rem; font-weight: 650; letter-spacing: -0.015em; text-wrap: balance; }
header p { font-size: 0.8125rem; line-height: 1.25rem; color: var(--quiet); white-space: pre-line; }
.field { display: grid; gap: 8px; min-inline-size: 0; }
label { font-size: 0.8125rem; line-height: 1.25rem; font-weight: 550; }
input {
  inline-size: 100%; min-block-size: var(--height); padding-inline: 12px; border: 1px solid var(--control);
  border-radius: 8px; background: var(--lit); color: var(--text); font: inherit;
}
input:hover { border-color: var(--quiet); }
input:focus { outline: 2px solid var(--focus); outline-offset: -1px; border-color: transparent; }
input[aria-invalid="true"] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
.problem { display: flex; gap: 6px; font-size: 0.8125rem; line-height: 1.25rem; color: var(--bad); }
.problem svg { flex: none; margin-block-start: 2px; }
button {
  min-block-size: var(--height); border: 1px solid transparent; border-radius: 8px; background: var(--accent);
  color: var(--on-accent); font: inherit; font-weight: 550; cursor: pointer;
}
a { color: var(--accent); text-align: center; border-radius: 4px; }
a:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
button:hover { background: var(--accent-hover); }
button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
@media (pointer: coarse), (max-width: 640px) {
  :root { --height: 44px; --size: 1rem; }
  form, .told { padding: 24px 20px; }
}
@media (forced-colors: active) { button, input { border-color: ButtonText; } }
`;
