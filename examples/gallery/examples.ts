/** One script of the gallery. */
export interface Example {
  /** The script's file, without extension. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly badge: string;
  /** More files that it is made of, beside its script, relative to `examples`. */
  readonly more?: readonly string[];
  /** The inside of a drawing 152×96 that begins at 84, 14. */
  readonly picture: string;
}

/** The scripts that the gallery shows, in order. */
export const examples: readonly Example[] = [
  {
    name: "digits",
    title: "Digits",
    text: "Draw a digit, a small ONNX network reads it.",
    badge: "Vision",
    more: ["digits/normalise.ts"],
    picture: `<path d="M140 34c10-12 34-12 38 4s-12 22-22 22c14 0 28 8 24 26s-34 20-46 6" stroke="var(--text)" stroke-width="8"/>`,
  },
  {
    name: "fake-diffusion",
    title: "Fake diffusion",
    text: "A generator that yields pictures, with progress and Stop.",
    badge: "Images",
    picture: `<circle cx="160" cy="62" r="34" stroke="var(--line-control)" stroke-width="2" stroke-dasharray="2 6"/><circle cx="160" cy="62" r="22" stroke="var(--c2)" stroke-width="4"/>`,
  },
  {
    name: "three-gpus",
    title: "Three GPUs",
    text: "Three functions share three places; everybody else sees the queue.",
    badge: "Queue",
    picture: cells(),
  },
  {
    name: "chat",
    title: "A good listener",
    text: "A chat that answers word by word, with retry and undo.",
    badge: "Chat",
    picture: `<path d="M150 30h72v22h-72z" fill="var(--accent-soft)" stroke="none"/><path d="M98 70h96M98 90h60" stroke="var(--accent)" stroke-width="8"/>`,
  },
  {
    name: "csv",
    title: "What is in a CSV?",
    text: "A file in, a table and numbers about its columns out.",
    badge: "Files",
    picture: `<path d="M96 30h128v64H96zM96 50h128M96 72h128M138 30v64M182 30v64" stroke="var(--line-control)" stroke-width="2"/><path d="M97 31h126v18H97z" fill="var(--accent-soft)" stroke="none"/>`,
  },
  {
    name: "echo",
    title: "Echo",
    text: "A sound comes back several times, each time more quietly.",
    badge: "Audio",
    picture: `<path d="M96 62h8M112 40v44M128 26v72M144 44v36" stroke="var(--accent)" stroke-width="6"/><path d="M160 50v24M176 38v48M192 52v20M208 58v8" stroke="var(--accent-line)" stroke-width="6"/>`,
  },
  {
    name: "picnic",
    title: "Packing for a picnic",
    text: "One list decides what the next offers, and a basket remembers.",
    badge: "Layout",
    picture: `<path d="M96 28h56v20H96zM168 28h56v20h-56z" stroke="var(--line-control)" stroke-width="2"/><path d="M136 36l4 4 4-4M208 36l4 4 4-4" stroke="var(--text)" stroke-width="2"/><path d="M96 64h128v32H96z" fill="var(--accent-soft)" stroke="none"/><path d="M106 74h64M106 86h40" stroke="var(--accent)" stroke-width="4"/>`,
  },
  {
    name: "guess",
    title: "Guess the number",
    text: "Behind a login, and each visitor has a number of their own.",
    badge: "Login",
    picture: `<path d="M128 56h64v40h-64z" fill="var(--accent-soft)" stroke="var(--accent)" stroke-width="4"/><path d="M140 56V44a20 20 0 0 1 40 0v12" stroke="var(--accent)" stroke-width="4"/><path d="M160 70v10" stroke="var(--accent)" stroke-width="6"/>`,
  },
  {
    name: "hello",
    title: "Hello",
    text: "Text and a slider in, text out: the smallest script.",
    badge: "Text",
    picture: `<path d="M96 40h128M96 62h72M96 84h32" stroke="var(--accent-line)" stroke-width="10"/><path d="M96 40h104" stroke="var(--accent)" stroke-width="10"/>`,
  },
];

function cells(): string {
  const taken = `fill="var(--accent)" stroke="none"`;
  const free = `stroke="var(--line-control)" stroke-width="2"`;
  const places = Array.from({ length: 15 }, (_, at) => [92 + (at % 5) * 28, 26 + Math.floor(at / 5) * 26] as const);
  return places
    .map(([x, y], at) => `<rect x="${x}" y="${y}" width="20" height="18" rx="3" ${at < 3 ? taken : free}/>`)
    .join("");
}
