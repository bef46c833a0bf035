/** The last line: a part of the page that fails says so, and the evidence stays loaded. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { log } from '../base/log';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

interface Props {
  /** What is inside, for the message; the whole page when absent. */
  readonly part?: string;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly error: Error | undefined }> {
  override readonly state: { readonly error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    log.error(`${this.props.part ?? 'The page'} failed: ${error.message}${info.componentStack ?? ''}`, error);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <Notice
        tone="error"
        urgent
        title={`${this.props.part ?? 'The page'} could not be drawn: ${error.message}`}
        kept="Evidence, pins and notes are kept."
        advice="Try again; if it happens again, take a step back with undo or clear the filter."
        actions={<Button onClick={() => this.setState({ error: undefined })}>Try again</Button>}
      />
    );
  }
}
