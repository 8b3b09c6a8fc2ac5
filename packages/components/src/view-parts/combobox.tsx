import { Combobox as Base } from "@base-ui/react/combobox";
import { type ReactNode, type RefObject, useRef, useState } from "react";
import type { DropdownProps, DropdownValue } from "../dropdown/dropdown.view.tsx";
import type { ViewProps } from "../view.ts";
import { type Choice, type ChoiceValue, labelOf } from "./choice.ts";
import styles from "./combobox.module.css";
import { Icon, paths } from "./icon.tsx";

/** A dropdown that is searched by typing, of one choice or of several; several show as chips. */
export default function Combobox(view: ViewProps<DropdownProps, DropdownValue>): ReactNode {
  const { props, label } = view;
  const [query, setQuery] = useState<string>();
  const place = useRef<HTMLDivElement>(null);
  const values = valuesOf(view.value);
  const chosen = values.map((value): Choice => [labelOf(props.choices, value), value]);
  const shared = {
    items: itemsOf(props, chosen, query),
    itemToStringLabel: (choice: Choice) => choice[0],
    itemToStringValue: (choice: Choice) => String(choice[1]),
    isItemEqualToValue: (a: Choice, b: Choice) => a[1] === b[1],
    onInputValueChange: (text: string, { reason }: { readonly reason: string }) =>
      setQuery(reason === "input-change" ? text : undefined),
    disabled: props.interactive === false,
    autoHighlight: true,
  };
  const input = (
    <Base.Input
      id={view.id}
      // While the list is open the label outside is hidden from assistive technology, and a hidden label counts only so.
      aria-labelledby={view.labelId}
      placeholder={chosen.length > 0 ? undefined : props.multiselect ? "Add" : "Choose…"}
      aria-invalid={view.invalid}
      aria-describedby={view.describedBy}
    />
  );

  if (!props.multiselect) {
    return (
      <Base.Root {...shared} value={chosen[0] ?? null} onValueChange={(choice) => view.onChange(choice?.[1] ?? null)}>
        <Base.InputGroup className={styles["box"]}>{input}</Base.InputGroup>
        <div ref={place} />
        <Options label={label} place={place} />
      </Base.Root>
    );
  }
  const change = (next: readonly Choice[]) => {
    const most = props.max_choices;
    if (most && next.length > most) {
      view.onProblem(`${label} takes at most ${most}. Remove one first.`);
      return;
    }
    view.onProblem(null);
    view.onChange(next.map((choice) => choice[1]));
  };
  return (
    <Base.Root
      {...shared}
      multiple
      value={chosen}
      onValueChange={change}
      onOpenChange={(open, details) => {
        // Several are often picked in a row.
        if (!open && details.reason === "item-press") details.cancel();
      }}
    >
      <Base.InputGroup className={styles["box"]}>
        <Base.Chips className={styles["chips"]} aria-label={chosen.length > 0 ? `${label}, chosen` : undefined}>
          {chosen.map(([words, value]) => (
            <Base.Chip key={value} className={styles["chip"]} aria-label={words} aria-description="Delete removes it">
              {words}
              <Base.ChipRemove aria-label={`Remove ${words}`}>
                <Icon path={paths.cross} />
              </Base.ChipRemove>
            </Base.Chip>
          ))}
          {input}
        </Base.Chips>
      </Base.InputGroup>
      <div ref={place} />
      <Options label={label} place={place} />
    </Base.Root>
  );
}

interface OptionsProps {
  readonly label: string;
  /** Where the list stands: inside the page's landmarks and under the field's own tokens. */
  readonly place: RefObject<HTMLDivElement | null>;
}

function Options({ label, place }: OptionsProps): ReactNode {
  return (
    <Base.Portal container={place}>
      {/* Fixed, so that a frame that clips what it holds does not clip the list. */}
      <Base.Positioner className={styles["place"]} sideOffset={4} positionMethod="fixed">
        <Base.Popup className={styles["menu"]}>
          <Base.Empty>
            <p className={styles["none"]}>Nothing matches.</p>
          </Base.Empty>
          <Base.List aria-label={label}>
            {(choice: Choice) => (
              <Base.Item key={choice[1]} value={choice} className={styles["option"]}>
                <Base.ItemIndicator className={styles["tick"]}>
                  <Icon path={paths.check} />
                </Base.ItemIndicator>
                {choice[0]}
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** The choices, and where the visitor's own words are allowed: those already taken, and the ones being typed. */
function itemsOf(props: DropdownProps, chosen: readonly Choice[], query: string | undefined): readonly Choice[] {
  const { choices } = props;
  if (!props.allow_custom_value) return choices;
  const own = chosen.filter(([, value]) => !choices.some((choice) => choice[1] === value));
  const words = query?.trim() ?? "";
  const known = words === "" || [...choices, ...own].some((choice) => choice[0] === words);
  return known ? [...choices, ...own] : [...choices, ...own, [words, words]];
}

function valuesOf(value: DropdownValue | null): readonly ChoiceValue[] {
  if (value === null) return [];
  return typeof value === "object" ? value : [value];
}
