import { Combobox as Base } from "@base-ui/react/combobox";
import { type FocusEvent, type ReactNode, useMemo, useRef, useState } from "react";
import type { ViewProps } from "../../view.ts";
import type { Choice, ChoiceValue } from "./choice.ts";
import { ChoiceList, type ChoiceListHandle, ownWords } from "./choice-list.tsx";
import styles from "./combobox.module.css";
import type { DropdownProps, DropdownValue } from "./dropdown-props.ts";
import { ChoiceIndex } from "./find-choices.ts";
import { Icon, paths } from "../icon.tsx";

/** A dropdown that is searched by typing, of one choice or of several; several show as chips. */
export default function Combobox(view: ViewProps<DropdownProps, DropdownValue>): ReactNode {
  const { props, label } = view;
  // What is being typed; undefined while the box shows what was chosen.
  const [query, setQuery] = useState<string>();
  const list = useRef<ChoiceListHandle>(null);
  const place = useRef<HTMLDivElement>(null);
  const index = useMemo(() => new ChoiceIndex(props.choices), [props.choices]);
  const chosen = useMemo(() => valuesOf(view.value).map((value) => index.of(value)), [view.value, index]);
  const words = query?.trim() ?? "";
  const items = useMemo(() => itemsOf(index, chosen, words, props), [index, chosen, words, props]);
  const several = props.multiselect === true;
  const disabled = props.interactive === false;

  const take = (next: readonly Choice[]): void => {
    const most = props.max_choices;
    if (several && most && next.length > most) {
      view.onProblem(`${label} takes at most ${most}. Remove one first.`);
      return;
    }
    view.onProblem(null);
    view.onChange(several ? next.map((choice) => choice[1]) : (next[0]?.[1] ?? null));
  };
  // Leaving the field takes what was typed, where that means something.
  const settle = ({ relatedTarget }: FocusEvent): void => {
    if (query === undefined || place.current?.contains(relatedTarget)) return;
    setQuery(undefined);
    const named = words === "" ? undefined : (index.named(words) ?? (props.allow_custom_value && index.of(words)));
    if (named && several) {
      if (!chosen.includes(named)) take([...chosen, named]);
    } else if (named) take([named]);
    else if (query === "" && props.optional && !several) take([]);
  };

  const shared = {
    items,
    filteredItems: items,
    itemToStringLabel: (choice: Choice) => choice[0],
    itemToStringValue: (choice: Choice) => String(choice[1]),
    isItemEqualToValue: (a: Choice, b: Choice) => a[1] === b[1],
    inputValue: query ?? (several ? "" : (chosen[0]?.[0] ?? "")),
    onItemHighlighted: (_: unknown, { reason, index: at }: { readonly reason: string; readonly index: number }) => {
      if (reason !== "pointer") list.current?.show(at);
    },
    autoHighlight: true,
    virtualized: true,
    disabled,
  };
  const box = (
    <>
      <Base.Input
        id={view.id}
        // While the list is open the label outside is hidden from assistive technology, and a hidden label counts only so.
        aria-labelledby={view.labelId}
        placeholder={several ? "Add" : "Choose…"}
        aria-invalid={view.invalid}
        aria-describedby={view.describedBy}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onBlur={settle}
      />
      <span className={styles["ends"]}>
        {props.optional && !several && chosen.length > 0 && !disabled && (
          <button type="button" aria-label={`Clear ${label}`} onClick={() => take([])}>
            <Icon path={paths.cross} />
          </button>
        )}
        <Base.Trigger aria-label={`Choices of ${label}`} tabIndex={-1}>
          <Icon path={paths.down} />
        </Base.Trigger>
      </span>
    </>
  );
  const options = (
    <>
      <div ref={place} />
      <ChoiceList items={items} label={label} place={place} handle={list} />
    </>
  );

  if (!several) {
    return (
      <Base.Root<Choice>
        {...shared}
        value={chosen[0] ?? null}
        // Escape and an emptied box are no choice.
        onValueChange={(choice, { reason }) => {
          if (!choice || reason !== "item-press") return;
          take([plain(choice)]);
          setQuery(undefined);
        }}
        onOpenChange={(open, { reason }) => !open && reason === "escape-key" && setQuery(undefined)}
      >
        <Base.InputGroup className={styles["box"]}>{box}</Base.InputGroup>
        {options}
      </Base.Root>
    );
  }
  return (
    <Base.Root<Choice, true>
      {...shared}
      multiple
      value={chosen}
      onValueChange={(next, { reason }) => {
        if (reason !== "escape-key" && reason !== "input-clear") take(next.map(plain));
        if (reason === "item-press") setQuery(undefined);
      }}
      onOpenChange={(open, details) => {
        if (open) return;
        if (details.reason === "escape-key") setQuery(undefined);
        // Several are often picked in a row.
        if (details.reason === "item-press") details.cancel();
      }}
    >
      <Base.InputGroup className={styles["box"]}>
        <Base.Chips className={styles["chips"]} aria-label={chosen.length > 0 ? `${label}, chosen` : undefined}>
          {chosen.map(([text, value]) => (
            <Base.Chip key={value} className={styles["chip"]} aria-label={text} aria-description="Delete removes it">
              <span>{text}</span>
              <Base.ChipRemove aria-label={`Remove ${text}`}>
                <Icon path={paths.cross} />
              </Base.ChipRemove>
            </Base.Chip>
          ))}
          {box}
        </Base.Chips>
      </Base.InputGroup>
      {options}
    </Base.Root>
  );
}

/** What is offered: what matches, own words that were taken already, and first of all those that are being typed. */
function itemsOf(
  index: ChoiceIndex,
  chosen: readonly Choice[],
  words: string,
  { allow_custom_value: custom }: DropdownProps,
): readonly Choice[] {
  const found = index.matching(words);
  if (!custom) return found;
  const own = chosen.filter(([text, value]) => !index.has(value) && text.includes(words));
  const known = words === "" || index.named(words) !== undefined || own.some(([text]) => text === words);
  return known ? [...own, ...found] : [ownWords(words), ...own, ...found];
}

/** A choice without the mark of words that were being typed. */
function plain(choice: Choice): Choice {
  return [choice[0], choice[1]];
}

function valuesOf(value: DropdownValue | null): readonly ChoiceValue[] {
  if (value === null) return [];
  return typeof value === "object" ? value : [value];
}
