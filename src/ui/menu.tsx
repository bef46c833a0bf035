import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './class-names';
import { Icon } from './icon';
import { Kbd } from './kbd';
import styles from './menu.module.css';
import popup from './popup.module.css';

interface EntryBase {
  readonly id: string;
  readonly label: ReactNode;
  /** Plain text for type-ahead and assistive technology where the label is more than text. */
  readonly text?: string;
  readonly disabled?: boolean;
}

export interface MenuItemEntry extends EntryBase {
  readonly kind: 'item';
  readonly icon?: ReactNode;
  /** Set back at the right: a count or a reason. */
  readonly hint?: ReactNode;
  readonly shortcut?: string | undefined;
  readonly danger?: boolean;
  readonly onSelect: () => void;
}

export interface MenuCheckEntry extends EntryBase {
  readonly kind: 'check';
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export interface MenuSubmenuEntry extends EntryBase {
  readonly kind: 'submenu';
  readonly sections: readonly MenuSection[];
}

export type MenuEntry = MenuItemEntry | MenuCheckEntry | MenuSubmenuEntry;

export interface MenuSection {
  readonly id: string;
  readonly label?: ReactNode;
  readonly entries: readonly MenuEntry[];
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  const shared = { disabled: entry.disabled === true, label: entry.text };
  if (entry.kind === 'check') {
    return (
      <Base.CheckboxItem {...shared} className={styles.item} checked={entry.checked} closeOnClick={false} onCheckedChange={(checked) => entry.onChange(checked)}>
        <span className={styles.lead}>
          <Base.CheckboxItemIndicator>
            <Icon name="check" />
          </Base.CheckboxItemIndicator>
        </span>
        <span className={styles.label}>{entry.label}</span>
      </Base.CheckboxItem>
    );
  }
  if (entry.kind === 'submenu') {
    return (
      <Base.SubmenuRoot disabled={entry.disabled === true}>
        <Base.SubmenuTrigger className={styles.item} label={entry.text}>
          <span className={styles.lead} />
          <span className={styles.label}>{entry.label}</span>
          <span className={styles.tail}>
            <Icon name="right" />
          </span>
        </Base.SubmenuTrigger>
        <Surface sections={entry.sections} sideOffset={-2} />
      </Base.SubmenuRoot>
    );
  }
  return (
    <Base.Item {...shared} className={cx(styles.item, entry.danger === true && styles.danger)} onClick={entry.onSelect}>
      <span className={styles.lead}>{entry.icon}</span>
      <span className={styles.label}>{entry.label}</span>
      {entry.hint === undefined ? null : <span className={styles.hint}>{entry.hint}</span>}
      {entry.shortcut === undefined ? null : (
        <span className={styles.tail} aria-hidden="true">
          <Kbd keys={entry.shortcut} />
        </span>
      )}
    </Base.Item>
  );
}

interface SurfaceProps {
  readonly sections: readonly MenuSection[];
  readonly anchor?: MenuAnchor | undefined;
  readonly label?: string | undefined;
  readonly align?: 'start' | 'center' | 'end';
  readonly sideOffset?: number;
  readonly returnFocus?: (() => HTMLElement | null) | undefined;
}

function Surface({ sections, anchor, label, align = 'start', sideOffset = 4, returnFocus }: SurfaceProps) {
  const place = anchor === undefined ? {} : { anchor: { getBoundingClientRect: () => new DOMRect(anchor.x, anchor.y, anchor.width, anchor.height) } };
  return (
    <Base.Portal>
      <Base.Positioner className={popup.menuLayer} align={align} sideOffset={sideOffset} collisionPadding={8} {...place}>
        <Base.Popup className={cx(popup.popup, styles.menu)} aria-label={label} finalFocus={returnFocus ?? true}>
          {sections
            .filter((section) => section.entries.length > 0)
            .map((section) => (
              <Base.Group key={section.id} className={styles.section}>
                {section.label === undefined ? null : <Base.GroupLabel className={styles.heading}>{section.label}</Base.GroupLabel>}
                {section.entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </Base.Group>
            ))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

export interface MenuProps {
  /** A Button or IconButton. */
  readonly trigger: ReactElement;
  readonly sections: readonly MenuSection[];
  readonly align?: 'start' | 'center' | 'end';
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  /** Where the focus goes afterwards; to the trigger, if left out. */
  readonly returnFocus?: (() => HTMLElement | null) | undefined;
}

/** A button that opens a menu. */
export function Menu({ trigger, sections, align = 'start', open, onOpenChange, returnFocus }: MenuProps) {
  return (
    <Base.Root modal={false} open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      <Base.Trigger render={trigger} />
      <Surface sections={sections} align={align} returnFocus={returnFocus} />
    </Base.Root>
  );
}

/** A place in the viewport, in CSS pixels; a point has no size. */
export interface MenuAnchor {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ContextMenuProps {
  /** What the menu is about. */
  readonly label: string;
  readonly anchor: MenuAnchor | undefined;
  readonly sections: readonly MenuSection[];
  readonly onClose: () => void;
  /** Where the focus goes afterwards; where it came from, if left out. */
  readonly returnFocus?: () => HTMLElement | null;
}

/** A menu at a place: open while there is an anchor. */
export function ContextMenu({ label, anchor, sections, onClose, returnFocus }: ContextMenuProps) {
  return (
    <Base.Root
      modal={false}
      open={anchor !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Surface sections={sections} anchor={anchor} label={label} sideOffset={2} returnFocus={returnFocus} />
    </Base.Root>
  );
}
