import type { ComponentConfig, ErrorData } from "@vitrine/protocol";
import { lazy, type ReactNode } from "react";
import { useStore } from "zustand";
import { Announcer } from "./announcer.tsx";
import type { Blocks } from "../state/blocks.ts";
import styles from "./blocks.module.css";
import { Field } from "./field.tsx";
import { LatePart } from "../parts/late-part.tsx";
import { useRunView } from "./output.tsx";
import { PageContext, usePage, usePageState } from "../parts/page-context.ts";
import { fieldProblems, isShown, labelOf } from "../state/problems.ts";
import { InnerBars, Shelf, Status } from "../parts/status.tsx";

const Note = lazy(() => import("../parts/notices.tsx").then(({ Note: component }) => ({ default: component })));

interface BlockFieldProps {
  readonly component: ComponentConfig;
  readonly blocks: Blocks;
}

/** What a visitor uses; where a function fills it in, too, how that function's run stands is told at it. */
export function BlockField({ component, blocks }: BlockFieldProps): ReactNode {
  const part = useStore(blocks.fronts, (fronts) => fronts[component.id]);
  if (!isShown(component)) return null;
  if (component.type === "button")
    return (
      <div className={styles["button"]}>
        <Field component={component} />
      </div>
    );
  if (part?.teller !== component.id) return <Field component={component} />;
  return (
    <div className={styles["told"]}>
      <Field component={component} />
      <PageContext value={part}>
        <FieldStatus label={labelOf(component)} />
      </PageContext>
    </div>
  );
}

/** How the run of the function around it stands; `label` is whose value it gives. */
function FieldStatus({ label }: { readonly label: string }): ReactNode {
  const page = usePage();
  const view = useRunView();
  const error = usePageState((state) => state.shown?.call.error ?? null);
  const noted: ErrorData | null = error && error.visible !== false && !fieldProblems(error, page.inputs) ? error : null;
  if (view.state === "idle") return null;
  return (
    <section className="out" data-state={view.state} aria-label={label}>
      <h2 className="vh">{label}</h2>
      <div className={styles["head"]}>
        <Status view={view} onCancel={() => page.cancelFromCaption()} />
        <Shelf view={view} />
      </div>
      <InnerBars bars={view.bars} />
      {noted && (
        <LatePart otherwise={<p role="alert">{noted.message}</p>}>
          <Note error={noted} />
        </LatePart>
      )}
      <Announcer />
    </section>
  );
}
