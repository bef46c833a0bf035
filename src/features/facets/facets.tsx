/** The left panel: every pivot field with its values, counted over everything the filter lets through. */
import { onlyValue, toggleValue } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { valueMenu, type ValueMenuSection } from '../../actions/value-menu';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { PIVOT_FIELDS, PIVOT_GROUPS, pivotFieldNames, type PivotField, type PivotGroup } from '../../model/pivot-field';
import { readFacetSet } from '../../db/facet.query';
import { useDbRead } from '../../state/use-db-query';
import { usePreferences, useView, useWorkbenchCore } from '../../state/workbench-core';
import { ContextMenu, type MenuAnchor } from '../../ui/menu';
import styles from './facets.module.css';
import { CLAIMED_FIELDS, lensField } from '../../trust/lens-field';
import { MarksLegend } from './marks-legend';
import { Facet, firstValues, type FacetRowData } from './facet';

const NO_ROWS: readonly FacetRowData[] = [];

interface OpenMenu {
  readonly anchor: MenuAnchor;
  readonly sections: readonly ValueMenuSection[];
  readonly label: string;
}

function rowsByField<Row extends FacetRowData & { readonly field: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const own = found.get(row.field);
    if (own === undefined) found.set(row.field, [row]);
    else own.push(row);
  }
  return found;
}

export function Facets() {
  const workbench = useWorkbench();
  const { preferences } = useWorkbenchCore();
  const lens = useView((view) => view.lens);
  const filter = useView((view) => view.filter);
  const folded = usePreferences((state) => state.foldedFacets);
  const [first] = useState(() => firstValues(window.innerHeight));
  const panel = useRef<HTMLElement>(null);
  const [menu, setMenu] = useState<OpenMenu | undefined>(undefined);
  const fold = (field: PivotField, isFolded: boolean): void => {
    preferences.setState({ foldedFacets: isFolded ? [...folded, field] : folded.filter((name) => name !== field) });
  };
  const replacing = lens ? pivotFieldNames.filter((field) => PIVOT_FIELDS[field].facet && CLAIMED_FIELDS.has(field)).map(lensField) : [];
  const chosen = filter.clauses.flatMap((clause) => (clause.kind === 'field' && clause.enabled ? [clause.field] : []));
  // What the filter chooses by can be chosen differently, whether or not it is a facet as a rule.
  const shown = (field: PivotField): boolean => (PIVOT_FIELDS[field].facet || replacing.includes(field) || chosen.includes(field)) && !(lens && CLAIMED_FIELDS.has(field));
  const open = pivotFieldNames.filter((field) => shown(field) && !folded.includes(field));
  const shared = open.filter((field) => !filter.clauses.some((clause) => clause.kind === 'field' && clause.field === field && clause.enabled));
  const asked = { fields: shared, filter, limit: first };
  const counted = useDbRead('facets', asked, (engine, signal) => readFacetSet(engine, asked, { signal }), { enabled: shared.length > 0 });
  // All facets change at once: drawn in pieces, between which the page answers.
  const data = useDeferredValue(counted.data);
  const byField = useMemo(() => rowsByField(data ?? []), [data]);
  // What is shown meanwhile was asked for other fields: one that it lacks is not without values.
  const isAnswered = data === counted.data && data !== undefined && !counted.isPlaceholderData;
  const hidden = pivotFieldNames.filter((field) => PIVOT_FIELDS[field].facet && !shown(field));
  const jump = (group: PivotGroup): void => {
    const section = panel.current?.querySelector<HTMLElement>(`[data-group='${group}']`);
    section?.scrollIntoView({ block: 'start' });
    // So that the next Tab goes on from there.
    section?.focus({ preventScroll: true });
  };
  return (
    <nav ref={panel} className={styles.panel} aria-label="Facets">
      <div className={styles.jump}>
        {PIVOT_GROUPS.map((group) => (
          <button key={group} type="button" className={styles.to} aria-label={`Go to the facets of ${group}`} onClick={() => jump(group)}>
            {group}
          </button>
        ))}
        <MarksLegend />
      </div>
      {PIVOT_GROUPS.map((group) => {
        const fields = pivotFieldNames.filter((field) => PIVOT_FIELDS[field].group === group && shown(field));
        return (
          <section key={group} aria-label={group} data-group={group} tabIndex={-1} className={styles.section}>
            <h2 className={styles.group}>{group}</h2>
            {fields.map((field) => (
              <Facet
                key={field}
                field={field}
                first={first}
                isShared={shared.includes(field)}
                shared={byField.get(field) ?? (isAnswered ? NO_ROWS : undefined)}
                collapsed={folded.includes(field)}
                onCollapse={(isFolded) => fold(field, isFolded)}
                onToggle={(value) => toggleValue(workbench, field, value, 'include')}
                onOnly={(value) => onlyValue(workbench, field, value)}
                onExclude={(value) => toggleValue(workbench, field, value, 'exclude')}
                onMenu={(value, anchor) => setMenu({ anchor, label: PIVOT_FIELDS[field].label, sections: valueMenu(workbench, { field, value, requestId: undefined }) })}
              />
            ))}
          </section>
        );
      })}
      {hidden.length === 0 ? null : (
        <p className={styles.note}>The lens hides what callers merely claim: {hidden.map((field) => PIVOT_FIELDS[field].label).join(', ')}.</p>
      )}
      <ContextMenu label={menu?.label ?? 'Value'} anchor={menu?.anchor} sections={menu?.sections ?? []} onClose={() => setMenu(undefined)} />
    </nav>
  );
}
