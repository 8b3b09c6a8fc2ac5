/** A message of a conversation, as the page holds it. */
export interface Turn {
  readonly role: string;
  readonly content: string | readonly { readonly type?: string; readonly text?: string }[];
}

/** A message's text; parts on lines of their own. */
function textOf({ content }: Turn): string {
  if (typeof content === "string") return content;
  return content.flatMap(({ text }) => (text === undefined ? [] : [text])).join("\n");
}

/** The conversation before the last thing that its visitor said, and what that was; null where nothing was said. */
export function takeBack(turns: readonly Turn[]): { readonly before: readonly Turn[]; readonly said: string } | null {
  const last = turns.findLastIndex(({ role }) => role === "user");
  return last < 0 ? null : { before: turns.slice(0, last), said: textOf(turns[last]!) };
}

/** The conversation with what was just said, while its answer has not begun. */
export function withSaid(turns: readonly Turn[], said: string | null): readonly Turn[] {
  return said === null ? turns : [...turns, { role: "user", content: said }];
}

/** The text of the last answer; null where there is none. */
export function lastAnswer(turns: readonly Turn[]): string | null {
  const last = turns.findLast(({ role }) => role === "assistant");
  return last ? textOf(last) : null;
}
