import {
  hasEnded,
  openConnection,
  openSession,
  type CallHandle,
  type CallLog,
  type CallState,
  type Connection,
  type Sendable,
} from "@vitrine/client";
import { filePath, type ComponentConfig, type Config, type InitialValues, type JsonValue } from "@vitrine/protocol";
import type { ViewFiles } from "@vitrine/components/views";
import { perFrame } from "./per-frame.ts";
import { fieldProblems, isShown, missingInputs } from "./problems.ts";
import { isQuiet, quietMs, type Run } from "./run-view.ts";
import { keepable, readSaved, shapeOf, type Saved } from "./saved.ts";
import { createPageStore, type PageStore, type Toast } from "./store.ts";

/** What the server put into the document. */
export interface PageStart {
  readonly config: Config;
  readonly initial: InitialValues;
}

/** How long the connection may be away before the page says so, milliseconds. */
const graceMs = 1_000;

/** One page: its store, and all that a visitor can do. */
export class Page {
  readonly config: Config;
  readonly store: PageStore;
  readonly inputs: readonly ComponentConfig[];
  readonly outputs: readonly ComponentConfig[];
  readonly files: ViewFiles;
  readonly #initial: InitialValues;
  #uploads = 0;
  #submitLater = false;
  readonly #connection: Connection;
  readonly #storageKey: string;
  #handle: CallHandle | null = null;
  #scrolledAt = 0;
  #offlineTimer: ReturnType<typeof setTimeout> | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;

  constructor({ config, initial }: PageStart) {
    this.config = config;
    this.#initial = initial;
    this.store = createPageStore(initial);
    const fn = config.dependencies.find(({ id }) => id === config.vitrine.interface?.dependency);
    const pick = (ids: readonly number[] = []): ComponentConfig[] =>
      ids.flatMap((id) => config.components.find((component) => component.id === id) ?? []);
    this.inputs = pick(fn?.inputs);
    this.outputs = pick(fn?.outputs);

    const root = new URL(".", document.baseURI);
    this.#storageKey = `vitrine:${root.pathname}`;
    const session = openSession(sessionStorage, `${this.#storageKey}:session`);
    const { limits } = config.vitrine;
    this.#connection = openConnection({
      url: root,
      session: session.id,
      load: session.load,
      maxMessage: limits.socketMessage,
      onSession: (id) => session.keep(id),
      onProblem: ({ message, title = null }) => this.toast({ level: "error", title, text: message, durationMs: null }),
      onStatus: (connection) => {
        this.store.setState({ connection });
        this.#watchAbsence(connection.state);
      },
    });
    this.files = {
      url: (file) => new URL(filePath(file), root).href,
      upload: (file, name, onProgress, signal) =>
        this.#watchUpload(this.#connection.upload(file, name, onProgress, signal)),
      maxSize: limits.fileSize,
      maxCount: limits.filesPerRequest,
    };
    this.#restore();
    addEventListener("pagehide", () => this.#save());
  }

  /** A visitor's change of an input. */
  change(id: number, value: unknown): void {
    const { values, problems } = this.store.getState();
    this.store.setState({ values: { ...values, [id]: value } });
    if (problems[id]) this.setProblem(id, null);
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => this.#save(), 300);
  }

  setProblem(id: number, message: string | null): void {
    const { problems } = this.store.getState();
    this.store.setState({ problems: { ...problems, [id]: message ?? undefined } });
  }

  /** Runs the function with what the inputs hold; one run at a time. */
  submit(): void {
    const { values, active, problems: before } = this.store.getState();
    const fn = this.config.vitrine.interface?.dependency;
    if (active || fn === undefined) return;
    this.#submitLater = this.#uploads > 0;
    if (this.#submitLater) return;
    const missing = missingInputs(this.inputs, values, this.#initial);
    // What a view could not read is empty, too, and what it said about it is more than that it is missing.
    const unread = this.inputs.filter(({ id }) => missing[id] ?? (before[id] && (values[id] ?? null) === null));
    if (unread.length > 0)
      return this.#refuse(Object.fromEntries(unread.map(({ id }) => [id, before[id] ?? missing[id]])));
    this.store.setState({ problems: {} });
    this.#scrolledAt = scrollY;
    const data = this.inputs.map(({ id, type }) => (type === "state" ? null : (values[id] ?? null))) as Sendable[];
    const names = this.inputs.map(({ props }) => (typeof props["name"] === "string" ? props["name"] : null));
    const handle = this.#connection.submit(fn, data, { names, onReady: (sent) => this.#ready(sent) });
    this.#follow(handle, Date.now());
  }

  /** What is submitted during an upload waits for it; the view has taken the file in once its own turn is over. */
  #watchUpload<T>(upload: Promise<T>): Promise<T> {
    this.#uploads += 1;
    const settle = () =>
      setTimeout(() => {
        this.#uploads -= 1;
        if (this.#submitLater) this.submit();
      });
    upload.then(settle, settle);
    return upload;
  }

  /** Stops the run that goes on. */
  stop(): void {
    this.#handle?.cancel();
  }

  /** Runs from a button that goes away with the click: the focus goes on to the run button. */
  runAgain(): void {
    this.submit();
    if (this.store.getState().active) focusRun();
  }

  /** Stops from a button that goes away with the click. */
  cancelFromCaption(): void {
    this.stop();
    focusRun();
  }

  /** Puts the inputs back to what they began with and empties the outputs. */
  clear(): void {
    this.#submitLater = false;
    const inputs = this.inputs.map(({ id }) => [id, this.#initial[id] ?? null] as const);
    this.store.setState({ values: Object.fromEntries(inputs), problems: {}, shown: null, refusals: 0 });
    this.#save();
  }

  reconnect(): void {
    this.#connection.retry();
  }

  toast(toast: Omit<Toast, "id">): void {
    const { toasts } = this.store.getState();
    this.store.setState({ toasts: [...toasts, { ...toast, id: (toasts.at(-1)?.id ?? 0) + 1 }] });
  }

  closeToast(id: number): void {
    this.store.setState({ toasts: this.store.getState().toasts.filter((toast) => toast.id !== id) });
  }

  #follow(handle: CallHandle, submittedAt: number): void {
    this.#handle = handle;
    const run = (): Run => ({ call: handle.state, submittedAt });
    const apply = perFrame(() => this.#show(run()));
    this.store.setState({ active: run() });
    const quiet = setTimeout(() => {
      this.store.setState({ isStoppable: true });
      apply();
    }, quietMs);
    handle.onLog(({ level, title, text, durationMs }: CallLog) => this.toast({ level, title, text, durationMs }));
    const changed = (state: CallState): void => {
      if (!hasEnded(state)) return apply();
      clearTimeout(quiet);
      this.#handle = null;
      this.store.setState({ isStoppable: false });
      apply();
    };
    let phase = handle.state.phase;
    handle.onChange((state) => {
      changed(state);
      if (state.phase !== phase) this.#save();
      phase = state.phase;
    });
    if (hasEnded(handle.state)) changed(handle.state);
  }

  #show(run: Run): void {
    const { call } = run;
    const ended = hasEnded(call);
    const { shown, values, refusals } = this.store.getState();
    if (call.phase === "forgotten") return this.store.setState({ active: null, shown: null });
    const arrived =
      call.values?.flatMap((wire, index) => {
        const value = shownValue(wire);
        return value === undefined ? [] : [[this.outputs[index]?.id, value] as const];
      }) ?? [];
    const isVisible = !isQuiet(run, Date.now()) || call.values !== null;
    const full = ended && call.error?.code === "queue-full";
    this.store.setState({
      active: ended ? null : run,
      shown: isVisible ? run : shown,
      refusals: full ? refusals + 1 : ended ? 0 : refusals,
      ...(arrived.length > 0 && { values: { ...values, ...Object.fromEntries(arrived) } }),
    });
    if (!ended) return;
    const problems = fieldProblems(call.error, this.inputs);
    if (problems) this.#refuse(problems);
    else if (call.error && call.error.visible !== false && !this.outputs.some(isShown))
      this.toast({ level: "error", title: call.error.title ?? null, text: call.error.message, durationMs: null });
    else this.#reveal();
  }

  /** Shows problems at their fields and goes to the first. */
  #refuse(problems: Record<number, string | undefined>): void {
    this.store.setState({ problems });
    const first = this.inputs.find(({ id }) => problems[id]);
    if (first) requestAnimationFrame(() => focusField(first.id));
  }

  /** Scrolls to the outputs when none can be seen and the visitor has not scrolled since the click. */
  #reveal(): void {
    const side = document.querySelector(".side-out");
    if (!side || Math.abs(scrollY - this.#scrolledAt) > 2) return;
    const { top, bottom } = side.getBoundingClientRect();
    if (top > innerHeight - 96 || bottom < 0) requestAnimationFrame(() => side.scrollIntoView());
  }

  #ready(sent: readonly JsonValue[]): void {
    const { values } = this.store.getState();
    const inputs = Object.fromEntries(this.inputs.map(({ id }, index) => [id, sent[index]] as const));
    this.#save({ ...values, ...inputs });
  }

  #watchAbsence(state: string): void {
    if (state === "open") {
      clearTimeout(this.#offlineTimer);
      this.#offlineTimer = undefined;
      this.store.setState({ offline: false });
    } else if (state === "closed") this.store.setState({ offline: true });
    else if (state === "waiting")
      this.#offlineTimer ??= setTimeout(() => this.store.setState({ offline: true }), graceMs);
  }

  #save(values: Readonly<Record<number, unknown>> = this.store.getState().values): void {
    const { active } = this.store.getState();
    const handle = this.#handle;
    const known = handle && active && !/^(held|uploading)$/.test(handle.state.phase);
    const run = known ? { call: handle.id, submittedAt: active.submittedAt, startedAt: handle.state.startedAt } : null;
    const inputs = keepable(
      values,
      this.inputs.map(({ id }) => id),
    );
    const saved: Saved = { shape: shapeOf(this.config), inputs, run };
    try {
      sessionStorage.setItem(this.#storageKey, JSON.stringify(saved));
    } catch {
      // Values too large to keep are lost by a reload, as without keeping.
    }
  }

  #restore(): void {
    const saved = readSaved(sessionStorage.getItem(this.#storageKey), shapeOf(this.config));
    if (!saved) return;
    this.store.setState({ values: { ...this.store.getState().values, ...saved.inputs } });
    if (saved.run) this.#follow(this.#connection.attach(saved.run.call, saved.run.startedAt), saved.run.submittedAt);
  }
}

/** The value that an output shows next; undefined where an update leaves it as it is. */
function shownValue(wire: JsonValue): JsonValue | undefined {
  const isUpdate = typeof wire === "object" && wire !== null && "__type__" in wire && wire["__type__"] === "update";
  return isUpdate ? (wire as { readonly value?: JsonValue }).value : wire;
}

function focusRun(): void {
  document.querySelector<HTMLElement>(".run")?.focus({ preventScroll: true });
}

function focusField(id: number): void {
  const field = document.getElementById(`field-${id}`);
  const target = document.getElementById(`c${id}`);
  const focusable = "input:not([type=hidden]), textarea, select, button, [tabindex]";
  const inner = target?.matches(focusable) ? target : (target ?? field)?.querySelector<HTMLElement>(focusable);
  (inner ?? field?.querySelector<HTMLElement>(focusable))?.focus();
  field?.scrollIntoView({ block: "nearest" });
}
