import type { ComponentConfig, ErrorData, JsonValue } from "@vitrine/protocol";
import { lazy, type ReactNode, useCallback } from "react";
import { LatePart } from "../parts/late-part.tsx";
import { usePage, usePageState } from "../parts/page-context.ts";
import { fieldProblems, labelOf } from "../state/problems.ts";
import { viewRun, type RunView } from "../words/run-view.ts";
import { InnerBars, Shelf, Status } from "../parts/status.tsx";
import type { PageState } from "../state/store.ts";
import { Tools } from "../parts/tools.tsx";
import { useNow } from "../parts/use-now.ts";
import { ViewFrame } from "../parts/view-frame.tsx";

const Note = lazy(() => import("../parts/notices.tsx").then(({ Note: component }) => ({ default: component })));

const shownRun = (state: PageState) => state.shown;
const isOpen = (state: PageState) => state.connection.state === "open";

/** How the shown run looks now. Renewed ten times a second while time is told. */
export function useRunView(isTold = true): RunView {
  const run = usePageState(shownRun);
  const open = usePageState(isOpen);
  const now = useNow(isTold && run && run.call.ranMs === null ? 100 : 0);
  return viewRun(run, now, open);
}

/** The first output of the page, which tells how its call stands. */
export function FirstOutput({ component }: { readonly component: ComponentConfig }): ReactNode {
  const page = usePage();
  const view = useRunView();
  const error = usePageState((state) => state.shown?.call.error ?? null);
  const noted = error && error.visible !== false && !fieldProblems(error, page.inputs) ? error : null;
  return <Output component={component} view={view} error={noted} onCancel={() => page.cancelFromCaption()} />;
}

/** Any further output: it dims with the first and says nothing. */
export function FurtherOutput({ component }: { readonly component: ComponentConfig }): ReactNode {
  const isDim = usePageState((state) => viewRun(state.shown, Date.now(), isOpen(state)).dim);
  const isGenerating = usePageState((state) => viewRun(state.shown, Date.now(), isOpen(state)).state === "generating");
  const view: RunView = {
    state: isGenerating ? "generating" : "idle",
    words: [],
    dim: isDim,
    cancel: false,
    bars: [],
    spoken: "",
  };
  return <Output component={component} view={view} error={null} isFurther />;
}

interface OutputProps {
  readonly component: ComponentConfig;
  readonly view: RunView;
  readonly error: ErrorData | null;
  readonly isFurther?: boolean;
  readonly onCancel?: () => void;
}

function Output({ component, view, error, isFurther = false, onCancel = nothing }: OutputProps): ReactNode {
  const { id, type, props } = component;
  const page = usePage();
  const tell = useCallback((event: string, data?: JsonValue) => page.event(id, event, data), [page, id]);
  const value = usePageState((state) => state.values[id] ?? null) as JsonValue;
  const label = labelOf(component);
  const labelId = `c${id}-label`;
  const isBusy = view.state === "generating" || view.dim;
  const body =
    value === null ? null : (
      <ViewFrame
        kind={type}
        id={`c${id}`}
        labelId={labelId}
        describedBy={undefined}
        label={label}
        props={props}
        value={value}
        mode="output"
        invalid={false}
        generating={view.state === "generating"}
        onChange={nothing}
        onProblem={nothing}
        onEvent={tell}
      />
    );
  return (
    <section
      className="out"
      aria-labelledby={labelId}
      data-state={isFurther ? undefined : view.state}
      data-dim={view.dim ? "" : undefined}
    >
      <div className="out-head">
        <h2 id={labelId} title={label}>
          {label}
        </h2>
        <Status view={view} onCancel={onCancel} />
        {value !== null && !isBusy && !error && props["type"] !== "password" && (
          <Tools kind={type} label={label} value={value} />
        )}
        <Shelf view={view} />
      </div>
      <div className="out-body">
        {error && (
          <LatePart otherwise={<p role="alert">{error.message}</p>}>
            <Note error={error} />
          </LatePart>
        )}
        <InnerBars bars={view.bars} />
        {error && body ? (
          <div className="prev">
            <p>Previous result</p>
            {body}
          </div>
        ) : (
          (body ?? (error ? null : <p className="empty">{emptyText(view)}</p>))
        )}
      </div>
    </section>
  );
}

function nothing(): void {}

function emptyText({ state }: RunView): string {
  return state === "done" ? "The result is empty." : "The result appears here.";
}
