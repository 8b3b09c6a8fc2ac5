import type { Plugin } from "vite";

/**
 * Functions of react-dom that this page never reaches, by what they serve and what they answer when asked in passing.
 * The page is drawn by `createRoot` alone (nothing to hydrate), renders no `<ViewTransition>`, `<SuspenseList>`,
 * `<Activity>`, custom element, `<link>`, `<style>` or `<script>`, gives no fragment a ref and no form an action.
 */
const unreached: Readonly<Record<string, readonly string[]>> = {
  "": [
    // Taking over HTML that a server rendered.
    "updateDehydratedSuspenseComponent",
    "retryDehydratedSuspenseBoundary",
    "canHydrateInstance",
    "prepareToHydrateHostInstance",
    "hideOrUnhideDehydratedBoundary",
    "commitActivityHydrationCallbacks",
    "retryActivityComponentWithoutHydrating",
    "queueIfContinuousEvent",
    "accumulateOrCreateContinuousQueuedReplayableEvent",
    "attemptReplayContinuousQueuedEvent",
    "attemptExplicitHydrationTarget",
    "replayUnblockedEvents",
    "scheduleReplayQueueIfNeeded",
    "clearHydrationBoundary",
    "pushTreeId",
    // View transitions.
    "startViewTransition",
    "measureViewTransitionHostInstancesRecursive",
    "applyViewTransitionToHostInstancesRecursive",
    "restoreViewTransitionName",
    "restoreViewTransitionOnHostInstances",
    "commitDeletedPairViewTransitions",
    "commitAppearingPairViewTransitions",
    "commitEnterViewTransitions",
    "commitExitViewTransitions",
    "commitNestedViewTransitions",
    "measureNestedViewTransitions",
    "restorePairedViewTransitions",
    "restoreNestedViewTransitions",
    "restoreEnterOrExitViewTransitions",
    // Style sheets and scripts as parts of the tree.
    "getResource",
    "acquireResource",
    "suspendResource",
    "insertStylesheetIntoRoot",
    "insertStylesheet",
    "getHydratableHoistableCache",
    "preloadStylesheet",
    "preloadModule",
    "preload",
    "createHoistableInstance",
    "preinitStyle",
    // Lists of suspended parts, hidden parts and custom elements.
    "updateSuspenseListComponent",
    "cutOffTailIfNeeded",
    "updateActivityComponent",
    "setPropOnCustomElement",
    // Refs of fragments.
    "validateDocumentPositionWithFiberTree",
    "commitNewChildToFragmentInstance",
    "deleteChildFromFragmentInstance",
    "FragmentInstance.addEventListener",
    "FragmentInstance.removeEventListener",
    "FragmentInstance.dispatchEvent",
    "FragmentInstance.compareDocumentPosition",
    "FragmentInstance.scrollIntoView",
    "FragmentInstance.unobserveUsing",
    "FragmentInstance.blur",
    // Actions of forms, and what a compiler remembers.
    "mountActionState",
    "updateActionStateImpl",
    "dispatchActionState",
    "runActionStateAction",
    "ensureFormComponentIsStateful",
    "useMemoCache",
  ],
  // Whether a fibre was hydrated, and where a component stands for a stack trace.
  "return false;": ["popHydrationState"],
  'return "";': ["describeNativeComponentFrame"],
};

/**
 * Leaves out of react-dom what this page cannot reach, which is a tenth of it. The build fails when a function is not
 * there, as after an update: look then whether it was renamed, and whether the page still does without it.
 */
export function slimReact(): Plugin {
  return {
    name: "slim-react",
    apply: "build",
    transform: {
      filter: { id: /react-dom-client\.production\.js$/ },
      handler: (code) => {
        let slim = code;
        for (const [body, names] of Object.entries(unreached)) {
          for (const name of names) {
            const [type, method] = name.split(".");
            const start = method ? `${type}.prototype.${method} = function ` : `function ${name}`;
            const whole = new RegExp(`^${start}\\(([^)]*)\\) \\{\\n[^]*?^\\}(;?)$`, "m");
            if (!whole.test(slim)) throw new Error(`react-dom has no function ${name} any more. See slim-react.ts.`);
            slim = slim.replace(whole, (_, _given, end: string) => `${start}() { ${body} }${end}`);
          }
        }
        return { code: slim, map: null };
      },
    },
  };
}
