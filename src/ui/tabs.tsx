import { Tabs as Base } from '@base-ui/react/tabs';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import styles from './tabs.module.css';

export interface TabItem<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly count?: string | undefined;
  readonly panel: ReactNode;
}

export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly value: Id;
  readonly tabs: readonly TabItem<Id>[];
  readonly onChange: (id: Id) => void;
  /** At the right end of the bar. */
  readonly aside?: ReactNode;
}

export function Tabs<Id extends string>({ label, value, tabs, onChange, aside }: TabsProps<Id>) {
  const root = useRef<HTMLDivElement>(null);
  const inPanel = useRef(false);
  // A tab can be changed by a key while the focus is in the panel that goes: it is kept at the tab that came.
  useLayoutEffect(() => {
    if (!inPanel.current) return;
    inPanel.current = false;
    if (document.activeElement === document.body) root.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }, [value]);
  return (
    <Base.Root
      ref={root}
      className={styles.root}
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((candidate) => candidate.id === next);
        if (tab !== undefined) onChange(tab.id);
      }}
    >
      <div className={styles.bar}>
        <Base.List className={styles.list} aria-label={label} activateOnFocus={false}>
          {tabs.map((tab) => (
            <Base.Tab key={tab.id} value={tab.id} className={styles.tab}>
              <span className={styles.label} data-text={tab.label}>
                {tab.label}
              </span>
              {tab.count === undefined ? null : <span className={styles.count}>{tab.count}</span>}
            </Base.Tab>
          ))}
        </Base.List>
        {aside === undefined ? null : <div className={styles.aside}>{aside}</div>}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className={styles.panel} tabIndex={-1} data-shown={tab.id === value} onFocus={() => { inPanel.current = true; }} onBlur={() => { inPanel.current = false; }}>
          {tab.id === value ? tab.panel : null}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
