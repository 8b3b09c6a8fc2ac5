import { isEnter } from "@vitrine/components/views";
import type { InterfaceConfig } from "@vitrine/protocol";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { Announcer } from "./announcer.tsx";
import { Field } from "./field.tsx";
import { stopIcon } from "../parts/icons.tsx";
import { FirstOutput, FurtherOutput } from "./output.tsx";
import { usePage, usePageState } from "../parts/page-context.ts";
import { isShown } from "../state/problems.ts";
import { watchShorterSide } from "../parts/shorter-side.ts";
import type { PageState } from "../state/store.ts";

const isActive = (state: PageState) => state.active !== null;
const changedProps = (state: PageState) => state.props;
const isStoppable = (state: PageState) => state.isStoppable;

/** The case of an Interface: inputs at the start, outputs at the end. */
export function InterfacePage({ words }: { readonly words: InterfaceConfig }): ReactNode {
  const page = usePage();
  const busy = usePageState(isActive);
  const sides = useRef<HTMLDivElement>(null);
  useEffect(() => watchShorterSide(sides.current!), []);
  usePageState(changedProps);
  const { dependencies, vitrine } = page.config;
  const isOne = vitrine.interface !== null;
  const fn = dependencies.find(({ id }) => id === words.dependency);
  const inputs = page.inputs.filter(isShown);
  const outputs = page.outputs.filter(isShown);
  const submitByKey = (event: KeyboardEvent): void => {
    if (!isEnter(event) || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    page.submit();
  };
  return (
    <div ref={sides} className="case">
      <form
        className="side-in"
        aria-label={isOne ? "Inputs" : `Inputs of ${fn?.api_name || words.dependency}`}
        noValidate
        onKeyDown={submitByKey}
        onSubmit={(event) => {
          event.preventDefault();
          page.submit();
        }}
      >
        <div className="stay">
          <div>
            {inputs.length > 0 && (
              <div className="fields">
                {inputs.map((component) => (
                  <Field key={component.id} component={component} />
                ))}
              </div>
            )}
            <div className="runbar">
              <RunButton words={words} />
              <button type="button" className="btn ghost" onClick={() => page.clear()}>
                {words.clearLabel}
              </button>
            </div>
          </div>
        </div>
      </form>
      <div className="side-out" aria-busy={busy}>
        <div className="stay" role="group" aria-label="Outputs">
          <div>
            {outputs.map((component, index) =>
              index === 0 ? (
                <FirstOutput key={component.id} component={component} />
              ) : (
                <FurtherOutput key={component.id} component={component} />
              ),
            )}
          </div>
        </div>
        <Announcer />
      </div>
    </div>
  );
}

/** Submit, which is Stop while its call goes on. */
function RunButton({ words }: { readonly words: InterfaceConfig }): ReactNode {
  const page = usePage();
  const isStop = usePageState(isStoppable);
  if (!isStop)
    return (
      <button key="run" type="submit" className="btn primary run">
        {words.submitLabel} <kbd>{/Mac|iP/.test(navigator.platform) ? "⌘ ↵" : "Ctrl ↵"}</kbd>
      </button>
    );
  return (
    <button
      key="run"
      type="button"
      className="btn stop run"
      onClick={() => page.stop()}
      onKeyDown={(event) => event.key === "Escape" && page.stop()}
    >
      {stopIcon}
      {words.stopLabel}
    </button>
  );
}
