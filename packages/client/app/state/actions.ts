import {
  hasEnded,
  type CallHandle,
  type CallLog,
  type CallState,
  type Connection,
  type Sendable,
} from "@vitrine/client";
import {
  filePath,
  type ComponentConfig,
  type Config,
  type DependencyConfig,
  type InitialValues,
  type JsonValue,
} from "@vitrine/protocol";
import type { ViewFiles } from "@vitrine/components/views";
import { readArrived } from "./arrived.ts";
import { openPageConnection } from "./page-connection.ts";
import { perFrame } from "./per-frame.ts";
import { fieldProblems, isShown, missingInputs } from "./problems.ts";
import { reveal } from "./reveal.ts";
import { isBusy, isQuiet, quietMs, type Run } from "../words/run-view.ts";
import { keepable, keepEnded, keepInputs, readSaved, writeSaved } from "./saved.ts";
import { createPageStore, type PageStore, type Toast } from "./store.ts";
import { tabStorage } from "./tab-storage.ts";

/** What the server put into the document. */
export interface PageStart {
  readonly config: Config;
  readonly initial: InitialValues;
}

/** The page that one of several functions belongs to, and the function's own view of that page's state. */
export interface Host {
  readonly page: Page;
  readonly store: PageStore;
  readonly fn: DependencyConfig;
  /** Tells runs of one function from another, where several may go on. */
  readonly lane: number;
}

/** One page with one function, or one function of a page: its store, and all that a visitor can do. */
export class Page {
  readonly config: Config;
  readonly store: PageStore;
  readonly files: ViewFiles;
  readonly connection: Connection;
  readonly #fn: DependencyConfig | undefined;
  readonly #initial: InitialValues;
  #uploads = 0;
  #later: (() => void)[] = [];
  readonly #storageKey: string;
  #handle: CallHandle | null = null;
  #scrolledAt = 0;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;

  constructor({ config, initial }: PageStart, host?: Host) {
    this.config = config;
    this.#initial = initial;
    this.store = host?.store ?? createPageStore(initial);
    this.#fn = host?.fn ?? config.dependencies.find(({ id }) => id === config.vitrine.interface?.dependency);
    const root = new URL(".", document.baseURI);
    this.#storageKey = `vitrine:${root.pathname}${host ? `:${host.fn.id}:${host.lane}` : ""}`;
    const { limits } = config.vitrine;
    this.connection = host?.page.connection ?? openPageConnection(this, root, this.#storageKey);
    this.files = {
      url: (file) => new URL(filePath(file), root).href,
      upload: (file, name, onProgress, signal) =>
        this.#watchUpload(this.connection.upload(file, name, onProgress, signal)),
      maxSize: limits.fileSize,
      maxCount: limits.filesPerRequest,
    };
    this.#restore(!host);
    addEventListener("pagehide", () => this.#save());
  }

  /** As they are now: a function may have changed their options. */
  get inputs(): readonly ComponentConfig[] {
    return this.pick(this.#fn?.inputs);
  }

  get outputs(): readonly ComponentConfig[] {
    return this.pick(this.#fn?.outputs);
  }

  /** Components by id, as they are now. */
  pick(ids: readonly number[] = []): ComponentConfig[] {
    const { props } = this.store.getState();
    return ids.flatMap((id) => {
      const found = this.config.components.find((component) => component.id === id);
      return found ? { ...found, props: props[id] ?? found.props } : [];
    });
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

  /** What a view tells beside its value. */
  event(_id: number, name: string, _data?: JsonValue): void {
    if (name === "submit") this.submit();
  }

  /** Whether uploads go on; then the action comes after them. */
  defer(action: () => void): boolean {
    if (this.#uploads > 0) this.#later = [...this.#later, action];
    return this.#uploads > 0;
  }

  /** Runs the function with what the inputs hold; one run at a time. */
  submit(event?: JsonValue): void {
    const { values, active, problems: before } = this.store.getState();
    const fn = this.#fn;
    if (active || !fn || this.defer(() => this.submit(event))) return;
    const missing = missingInputs(this.inputs, values, this.#initial);
    // What a view could not read is empty, too, and what it said about it is more than that it is missing.
    const unread = this.inputs.filter(({ id }) => missing[id] ?? (before[id] && (values[id] ?? null) === null));
    if (unread.length > 0)
      return this.refuse(Object.fromEntries(unread.map(({ id }) => [id, before[id] ?? missing[id]])));
    this.store.setState({ problems: {} });
    this.#scrolledAt = scrollY;
    const data = this.inputs.map(({ id, type }) => (type === "state" ? null : (values[id] ?? null))) as Sendable[];
    const names = this.inputs.map(({ props }) => (typeof props["name"] === "string" ? props["name"] : null));
    const handle = this.connection.submit(fn.id, data, { names, event, onReady: (sent) => this.#ready(sent) });
    this.#follow(handle, Date.now());
  }

  /** What is submitted during an upload waits for it; the view has taken the file in once its own turn is over. */
  #watchUpload<T>(upload: Promise<T>): Promise<T> {
    this.#uploads += 1;
    const settle = () =>
      setTimeout(() => {
        this.#uploads -= 1;
        if (this.#uploads > 0) return;
        for (const action of this.#later.splice(0)) action();
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
    if (this.store.getState().active) this.focusRun();
  }

  /** Stops from a button that goes away with the click. */
  cancelFromCaption(): void {
    this.stop();
    this.focusRun();
  }

  /** Puts the inputs back to what they began with and empties the outputs. */
  clear(): void {
    this.#later = [];
    const values = { ...this.store.getState().values };
    for (const { id } of this.outputs) values[id] = null;
    for (const { id } of this.inputs) values[id] = this.#initial[id] ?? null;
    this.store.setState({ values, problems: {}, shown: null, refusals: 0 });
    this.#save();
  }

  reconnect(): void {
    this.connection.retry();
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
    const run = (): Run => ({ id: handle.id, call: handle.state, submittedAt });
    const apply = perFrame(() => this.#show(run()));
    this.store.setState({ active: run() });
    const quiet = setTimeout(() => {
      this.store.setState({ isStoppable: true });
      apply();
      this.reveal(false);
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
    const { shown, values, refusals, props } = this.store.getState();
    if (call.phase === "forgotten") return this.store.setState({ active: null, shown: null });
    const arrived = readArrived(this.outputs, call.values ?? [], values);
    const isVisible = !isQuiet(run, Date.now()) || call.values !== null;
    const full = ended && call.error && isBusy(call.error);
    this.store.setState({
      active: ended ? null : run,
      shown: isVisible ? run : shown,
      refusals: full ? refusals + 1 : ended ? 0 : refusals,
      values: { ...values, ...arrived.values },
      props: { ...props, ...arrived.props },
    });
    if (!ended) return;
    const problems = fieldProblems(call.error, this.inputs);
    if (problems) this.refuse(problems);
    else if (call.error && call.error.visible !== false && !this.isTold)
      this.toast({ level: "error", title: call.error.title ?? null, text: call.error.message, durationMs: null });
    else this.reveal(true);
  }

  /** Shows problems at their fields and goes to the first. */
  refuse(problems: Record<number, string | undefined>): void {
    this.store.setState({ problems });
    const first = this.inputs.find(({ id }) => problems[id]);
    if (first) void import("./focus-field.ts").then(({ focusField }) => focusField(first.id)).catch(() => {});
  }

  /** Brings the outputs into sight; `isOver` is whether the run has ended. */
  reveal(isOver: boolean): void {
    reveal(this.#scrolledAt, isOver);
  }

  /** Whether an output tells how a run stands. */
  get isTold(): boolean {
    return this.outputs.some(isShown);
  }

  /** Moves the focus to the button that runs the function. */
  focusRun(): void {
    document.querySelector<HTMLElement>(".run")?.focus({ preventScroll: true });
  }

  #ready(sent: readonly JsonValue[]): void {
    const { values } = this.store.getState();
    const inputs = Object.fromEntries(this.inputs.map(({ id }, index) => [id, sent[index]] as const));
    this.#save({ ...values, ...inputs });
  }

  #save(values: Readonly<Record<number, unknown>> = this.store.getState().values): void {
    const { active, shown, props } = this.store.getState();
    const handle = this.#handle;
    const known = handle && active && !/^(held|uploading)$/.test(handle.state.phase);
    writeSaved(tabStorage, this.#storageKey, {
      mark: this.config.vitrine.mark,
      inputs: keepInputs(values, this.inputs, this.#initial),
      props,
      run: known ? { call: handle.id, submittedAt: active.submittedAt, startedAt: handle.state.startedAt } : null,
      ended: known ? null : keepEnded(shown, keepable(values, this.outputs)),
    });
  }

  #restore(isWhole: boolean): void {
    const saved = readSaved(tabStorage.getItem(this.#storageKey));
    if (!saved) return;
    if (saved.mark.page !== this.config.vitrine.mark.page) {
      if (isWhole)
        void import("./still-fits.ts").then((part) => part.fillFitting(this, saved, this.#initial)).catch(() => {});
      return;
    }
    const { values, props } = this.store.getState();
    const { run, ended } = saved;
    const { outputs, ...shown } = ended ?? { outputs: null };
    const inputs = Object.fromEntries(saved.inputs.map(({ id, value }) => [id, value]));
    this.store.setState({ values: { ...values, ...inputs, ...outputs }, props: { ...props, ...saved.props } });
    if (run) this.#follow(this.connection.attach(run.call, run.startedAt), run.submittedAt);
    else if (outputs) this.store.setState({ shown: shown as Run });
    else if (ended) this.#follow(this.connection.attach(ended.id, ended.call.startedAt), ended.submittedAt);
  }
}
