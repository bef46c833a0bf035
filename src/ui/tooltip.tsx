import { Tooltip as Base } from '@base-ui/react/tooltip';
import { useId, type ReactElement, type ReactNode } from 'react';
import { cx } from './class-names';
import popup from './popup.module.css';
import styles from './tooltip.module.css';
import { VisuallyHidden } from './visually-hidden';

export interface TooltipProps {
  readonly content: ReactNode;
  /** One element that can take the focus. */
  readonly children: ReactElement;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
}

function Bubble({ content, side }: { readonly content: ReactNode; readonly side: 'top' | 'bottom' | 'left' | 'right' }) {
  return (
    <Base.Portal>
      <Base.Positioner className={popup.tooltipLayer} side={side} sideOffset={6} collisionPadding={8}>
        <Base.Popup className={cx(popup.popup, styles.bubble)}>{content}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** A hint on hover and focus; the control must make sense without it. */
export function Tooltip({ content, children, side = 'bottom' }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Bubble content={content} side={side} />
    </Base.Root>
  );
}

export interface ExplainedProps {
  readonly content: ReactNode;
  /** What is explained: a word, a value, a glyph; not itself a control. */
  readonly children: ReactNode;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
}

/** A passage that explains itself: hover, or reach it with the keyboard; the explanation is always there for screen readers. */
export function Explained({ content, children, side = 'top' }: ExplainedProps) {
  const id = useId();
  return (
    <Base.Root>
      <Base.Trigger render={<button type="button" className={styles.explained} aria-describedby={id} />} closeOnClick={false}>
        {children}
      </Base.Trigger>
      <span hidden>
        <span id={id}>{content}</span>
      </span>
      <Bubble content={content} side={side} />
    </Base.Root>
  );
}

/** An explanation for screen readers only, to be named by `aria-describedby`. */
export function Description({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return <VisuallyHidden id={id}>{children}</VisuallyHidden>;
}
