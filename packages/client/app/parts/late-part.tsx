import { Component, Suspense, type ReactNode } from "react";

interface LatePartProps {
  readonly children: ReactNode;
  /** Shown when the part fails, or its code cannot be fetched. */
  readonly otherwise: ReactNode;
}

/** A part whose code comes later; its failure leaves the rest of the page as it is. */
export class LatePart extends Component<LatePartProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (this.state.failed) return this.props.otherwise;
    return <Suspense fallback={null}>{this.props.children}</Suspense>;
  }
}
