import type { ComponentConfig, JsonValue } from "@vitrine/protocol";
import type { ReactNode } from "react";
import { Icon, iconPaths } from "../parts/icons.tsx";
import { usePage, usePageState } from "../parts/page-context.ts";
import { labelOf } from "../state/problems.ts";
import { drawsOwnLabel, ViewFrame } from "../parts/view-frame.tsx";

/** One input: its label, help, control and problem. */
export function Field({ component }: { readonly component: ComponentConfig }): ReactNode {
  const { id, type, props } = component;
  const page = usePage();
  const value = usePageState((state) => state.values[id] ?? null) as JsonValue;
  const problem = usePageState((state) => state.problems[id]);
  const control = `c${id}`;
  const label = labelOf(component);
  const info = typeof props["info"] === "string" && props["info"] !== "" ? props["info"] : null;
  const described = [info && `${control}-info`, problem && `${control}-problem`].filter(Boolean).join(" ");
  const isOptional = props["optional"] === true;
  return (
    <div className="field" id={`field-${id}`}>
      {drawsOwnLabel(type) ? null : (
        <div className="lab">
          <label htmlFor={control} id={`${control}-label`}>
            {label}
          </label>
          {isOptional && <span className="opt">optional</span>}
        </div>
      )}
      {info && (
        <p className="hint" id={`${control}-info`}>
          {info}
        </p>
      )}
      <ViewFrame
        kind={type}
        id={control}
        labelId={`${control}-label`}
        describedBy={described || undefined}
        label={label}
        props={props}
        value={value}
        mode="input"
        invalid={problem !== undefined}
        generating={false}
        onChange={(next) => page.change(id, next)}
        onProblem={(message) => page.setProblem(id, message)}
        onEvent={(event, data) => page.event(id, event, data)}
      />
      {problem && (
        <p className="problem" id={`${control}-problem`}>
          <Icon paths={iconPaths.problem} small />
          <span>{problem}</span>
        </p>
      )}
    </div>
  );
}
