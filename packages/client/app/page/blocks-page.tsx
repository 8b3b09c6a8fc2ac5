import type { ComponentConfig, InterfaceConfig, JsonValue } from "@vitrine/protocol";
import { useMemo, type ReactNode } from "react";
import { useStore } from "zustand";
import type { PageStart } from "../state/actions.ts";
import { Announcer } from "./announcer.tsx";
import { arrange, type Block } from "./arrange.ts";
import { BlockField } from "./block-field.tsx";
import { Blocks } from "../state/blocks.ts";
import styles from "./blocks.module.css";
import { Chat } from "./chat-page.tsx";
import { ChatPart } from "../state/chat-part.ts";
import { InterfacePage } from "./interface-page.tsx";
import { FirstOutput, FurtherOutput } from "./output.tsx";
import { PageContext, usePage, usePageState } from "../parts/page-context.ts";
import { isShown, labelOf } from "../state/problems.ts";
import type { PageState } from "../state/store.ts";
import { ViewFrame } from "../parts/view-frame.tsx";

/** Begins a page of several functions. */
export function openBlocks(start: PageStart): Blocks {
  return new Blocks(start);
}

const changedProps = (state: PageState) => state.props;

function useBlocks(): Blocks {
  return usePage() as Blocks;
}

/** The layout of an app with several functions. */
export function BlocksPage(): ReactNode {
  const page = useBlocks();
  // Options, such as whether a component is visible, change what is drawn.
  usePageState(changedProps);
  const { layout, components, dependencies } = page.config;
  const blocks = arrange(layout, page.pick(components.map(({ id }) => id)), dependencies);
  return (
    <div className={styles["stack"]}>
      {blocks.map((block) => (
        <BlockView key={block.id} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }): ReactNode {
  const page = useBlocks();
  const [component] = page.pick([block.id]);
  if ("blocks" in block) {
    const inner = block.blocks.map((one) => <BlockView key={`${one.kind}${one.id}`} block={one} />);
    const isOfFields = block.kind === "row" && block.blocks.every(({ kind }) => kind === "field" || kind === "button");
    if (block.kind === "row")
      return <div className={`${styles["row"]} ${isOfFields ? styles["fields"] : ""}`}>{inner}</div>;
    if (block.kind !== "bench") return <div className={styles["stack"]}>{inner}</div>;
    return (
      <div className={`${styles["stack"]} ${styles["bench"]}`} style={{ ["--places" as string]: block.places }}>
        {inner}
      </div>
    );
  }
  if (!component || !isShown(component)) return null;
  switch (block.kind) {
    case "interface":
      return <NestedInterface component={component} />;
    case "chatinterface":
      return <NestedChat component={component} />;
    case "output":
      return <BlockOutput component={component} />;
    case "prose":
      return <Prose component={component} />;
    case "field":
    case "button":
      return <BlockField component={component} blocks={page} />;
  }
}

/** A value that a function fills in; the function that began last is told of at it. */
function BlockOutput({ component }: { readonly component: ComponentConfig }): ReactNode {
  const page = useBlocks();
  const part = useStore(page.fronts, (fronts) => fronts[component.id]!);
  const isTeller = part.teller === component.id;
  return (
    <PageContext value={part}>
      <div className={styles["panel"]}>
        {isTeller ? <FirstOutput component={component} /> : <FurtherOutput component={component} />}
      </div>
      {isTeller && <Announcer />}
    </PageContext>
  );
}

/** Words of the author that no function changes. */
function Prose({ component }: { readonly component: ComponentConfig }): ReactNode {
  const { id, type, props } = component;
  const value = usePageState((state) => state.values[id] ?? null) as JsonValue;
  const label = labelOf(component);
  // Its headings stand under the page's title.
  const shown = useMemo(() => ({ ...props, below: 1 }), [props]);
  return (
    <div>
      <ViewFrame
        kind={type}
        id={`c${id}`}
        labelId={`c${id}-label`}
        describedBy={undefined}
        label={label}
        props={shown}
        value={value}
        mode="output"
        invalid={false}
        generating={false}
        onChange={nothing}
        onProblem={nothing}
        onEvent={nothing}
      />
    </div>
  );
}

function nothing(): void {}

function NestedInterface({ component: { props } }: { readonly component: ComponentConfig }): ReactNode {
  const page = useBlocks();
  const words = props as unknown as InterfaceConfig;
  return (
    <PageContext value={page.partOf(words.dependency)}>
      <div className={styles["nested"]} data-function={words.dependency}>
        <InterfacePage words={words} />
      </div>
    </PageContext>
  );
}

/** A chat, on a page of its own or beside other things. */
function NestedChat({ component: { props } }: { readonly component: ComponentConfig }): ReactNode {
  const part = useBlocks().partOf(Number(props["dependency"]));
  return part instanceof ChatPart ? <Chat part={part} /> : null;
}
