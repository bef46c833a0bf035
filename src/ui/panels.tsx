import { useEffect, useEffectEvent, useRef, useState, type ReactNode, type RefObject } from 'react';
import { Group, Panel, Separator, usePanelRef, type PanelImperativeHandle } from 'react-resizable-panels';
import { cx } from './class-names';
import { Icon } from './icon';
import styles from './panels.module.css';

export type PanelSide = 'left' | 'right' | 'bottom';

/** Pixels of the opened panels. */
export type PanelSizes = Readonly<Record<PanelSide, number>>;
export type PanelFolds = Readonly<Record<PanelSide, boolean>>;

export const DEFAULT_PANEL_SIZES: PanelSizes = { left: 264, right: 408, bottom: 168 };
const SIDES = ['left', 'right', 'bottom'] as const;
const LIMITS = { left: [184, 480], right: [300, 760], bottom: [104, 420] } as const;
/** What stays of a folded panel: a rail at the sides, the head of the panel at the bottom. */
const FOLDED = { left: 28, right: 28, bottom: 32 } as const;

export interface PanelsProps {
  readonly left: ReactNode;
  readonly centre: ReactNode;
  readonly right: ReactNode;
  readonly bottom?: ReactNode;
  readonly labels: Readonly<Record<PanelSide, string>>;
  /** Read once, when the page opens. */
  readonly sizes?: Partial<PanelSizes> | undefined;
  readonly folded: PanelFolds;
  readonly onFold: (side: PanelSide, folded: boolean) => void;
  /** After a drag or a key, never while it lasts. */
  readonly onSizes?: ((sizes: PanelSizes) => void) | undefined;
}

/** The page: facets, work, inspector, and the incident timeline below; every border can be moved, every side folded. */
export function Panels({ left, centre, right, bottom, labels, sizes, folded, onFold, onSizes }: PanelsProps) {
  const [initial] = useState<PanelSizes>({ ...DEFAULT_PANEL_SIZES, ...sizes });
  const known = useRef(initial);
  const handles = { left: usePanelRef(), right: usePanelRef(), bottom: usePanelRef() };
  const remember = () => {
    const now = (side: PanelSide): number => {
      const pixels = Math.round(handles[side].current?.getSize().inPixels ?? 0);
      return pixels > FOLDED[side] + 1 ? pixels : known.current[side];
    };
    known.current = { left: now('left'), right: now('right'), bottom: now('bottom') };
    onSizes?.(known.current);
  };
  const applyFolds = () => {
    for (const side of SIDES) {
      const panel = handles[side].current;
      if (panel === null || panel.isCollapsed() === folded[side]) continue;
      if (folded[side]) panel.collapse();
      else panel.resize(known.current[side]);
    }
  };
  const tellFolds = () => {
    for (const side of SIDES) {
      const panel = handles[side].current;
      if (panel !== null && panel.isCollapsed() !== folded[side]) onFold(side, !folded[side]);
    }
  };
  const save = (_: unknown, meta: { readonly isUserInteraction: boolean }) => {
    /* The panels have their new size one frame after a key, and at once after a drag. A page that becomes higher or lower moves
       borders too, and folds or unfolds nothing. */
    requestAnimationFrame(() => {
      if (meta.isUserInteraction) {
        remember();
        tellFolds();
      } else applyFolds();
    });
  };
  const foldedKey = `${folded.left} ${folded.right} ${folded.bottom} ${bottom === undefined}`;
  const onFolded = useEffectEvent(applyFolds);
  useEffect(() => onFolded(), [foldedKey]);
  return (
    <Group className={styles.page} orientation="vertical" onLayoutChanged={save}>
      <Panel id="panels-main" className={styles.clip} minSize={240}>
        <Group className={styles.page} orientation="horizontal" onLayoutChanged={save}>
          <Side name="left" handle={handles.left} label={labels.left} size={initial.left} folded={folded.left} onFold={onFold}>
            {left}
          </Side>
          <Separator className={styles.upright} aria-label={`Width of ${labels.left}`} />
          <Panel id="panels-centre" className={styles.clip} minSize={500}>
            {centre}
          </Panel>
          <Separator className={styles.upright} aria-label={`Width of ${labels.right}`} />
          <Side name="right" handle={handles.right} label={labels.right} size={initial.right} folded={folded.right} onFold={onFold}>
            {right}
          </Side>
        </Group>
      </Panel>
      {bottom === undefined ? null : (
        <>
          <Separator className={styles.level} aria-label={`Height of ${labels.bottom}`} />
          <Side name="bottom" handle={handles.bottom} label={labels.bottom} size={initial.bottom} folded={folded.bottom} onFold={onFold}>
            {bottom}
          </Side>
        </>
      )}
    </Group>
  );
}

interface SideProps {
  readonly name: PanelSide;
  readonly handle: RefObject<PanelImperativeHandle | null>;
  readonly label: string;
  readonly size: number;
  readonly folded: boolean;
  readonly onFold: (side: PanelSide, folded: boolean) => void;
  readonly children: ReactNode;
}

function Side({ name, handle, label, size, folded, onFold, children }: SideProps) {
  const rail = folded && name !== 'bottom';
  return (
    <Panel
      id={`panels-${name}`}
      className={cx(styles.clip, styles[name])}
      panelRef={handle}
      collapsible
      collapsedSize={FOLDED[name]}
      defaultSize={folded ? FOLDED[name] : size}
      minSize={LIMITS[name][0]}
      maxSize={LIMITS[name][1]}
      groupResizeBehavior="preserve-pixel-size"
    >
      {rail ? (
        <button type="button" className={styles.rail} onClick={() => onFold(name, false)} aria-label={`Show ${label}`} title={`Show ${label}`}>
          <Icon name="right" />
          <span className={styles.railText}>{label}</span>
        </button>
      ) : null}
      {rail ? null : children}
    </Panel>
  );
}
