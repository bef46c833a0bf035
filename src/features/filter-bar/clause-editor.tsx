/** Writes one condition by hand: field, is or is not, values. */
import { useState } from 'react';
import { facetQuery } from '../../db/facet.query';
import { EMPTY_FILTER, exactly, NONE, sameValue, type FilterClause, type FilterValue } from '../../model/filter';
import { isPivotField, PIVOT_FIELDS, pivotFieldNames, type PivotField } from '../../model/pivot-field';
import { useDbQuery } from '../../state/use-db-query';
import { isTestId, TRUST_TESTS } from '../../trust/tests';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { HostileText } from '../../ui/hostile-text';
import { Select } from '../../ui/select';
import { TextField } from '../../ui/text-field';
import styles from './clause-editor.module.css';

export interface ClauseEditorProps {
  readonly clause: FilterClause | undefined;
  readonly onSave: (clause: FilterClause) => void;
  readonly onClose: () => void;
}

const FIELD_OPTIONS = pivotFieldNames.map((field) => ({ value: field, label: PIVOT_FIELDS[field].label }));

export function ClauseEditor({ clause, onSave, onClose }: ClauseEditorProps) {
  const [field, setField] = useState<PivotField | 'search'>(clause?.kind === 'field' ? clause.field : clause?.kind === 'search' ? 'search' : 'username');
  const [negated, setNegated] = useState(clause?.negated ?? false);
  const [values, setValues] = useState<readonly FilterValue[]>(clause?.kind === 'field' ? clause.values : []);
  const [text, setText] = useState(clause?.kind === 'search' ? clause.text : '');
  const suggestions = useDbQuery(facetQuery, { field: field === 'search' ? 'username' : field, filter: EMPTY_FILTER, search: text, limit: 8 }, { enabled: field !== 'search' });
  const typed: readonly FilterValue[] = text === '' ? [] : [{ kind: text.includes('*') ? 'pattern' : 'exact', text }];
  const add = (value: FilterValue): void => {
    setValues([...values, value]);
    setText('');
  };
  const chooseField = (next: PivotField | 'search'): void => {
    setField(next);
    // They are values of the field before.
    setValues([]);
  };
  const save = (): void => {
    if (field === 'search') onSave({ kind: 'search', text, negated, enabled: true });
    else onSave({ kind: 'field', field, negated, values: [...values, ...typed], enabled: true });
  };
  const ready = field === 'search' ? text !== '' : values.length + typed.length > 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={clause === undefined ? 'Add a filter' : 'Change the filter'}
      size="m"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!ready} onClick={save}>
            {clause === undefined ? 'Add filter' : 'Change filter'}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save();
        }}
      >
        <div className={styles.row}>
          <Select label="Field" value={field} options={[...FIELD_OPTIONS, { value: 'search', label: 'any text' }]} onChange={(next) => chooseField(isPivotField(next) ? next : 'search')} />
          <Select label="Sense" value={negated ? 'not' : 'is'} options={[{ value: 'is', label: field === 'search' ? 'contains' : 'is' }, { value: 'not', label: field === 'search' ? 'does not contain' : 'is not' }]} onChange={(next) => setNegated(next === 'not')} />
        </div>
        <TextField label={field === 'search' ? 'Text' : 'Value (* for any characters)'} mono value={text} onChange={setText} />
        {field === 'search' ? null : (
          <>
            {values.length === 0 ? null : (
              <ul className={styles.values} aria-label="Chosen values">
                {values.map((value, index) => (
                  <li key={index}>
                    <button type="button" className={styles.value} title="Take it back" onClick={() => setValues(values.filter((_, i) => i !== index))}>
                      <HostileText text={value.kind === 'none' ? 'none' : shownValue(field, value.text)} maxLength={80} /> <span aria-hidden="true">×</span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <ul className={styles.suggestions} aria-label="Values in the evidence">
              {(suggestions.data ?? []).filter(({ value }) => !values.some((chosen) => sameValue(chosen, value === null ? NONE : exactly(value)))).map((row) => (
                <li key={row.value ?? '\u0000'}>
                  <button type="button" className={styles.suggestion} onClick={() => add(row.value === null ? { kind: 'none' } : { kind: 'exact', text: row.value })}>
                    <HostileText text={row.value === null ? 'none' : shownValue(field, row.value)} maxLength={120} />
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </form>
    </Dialog>
  );
}

/** A test's letter and number say little by themselves. */
function shownValue(field: PivotField | 'search', text: string): string {
  if (text === '') return '(empty)';
  return field === 'test' && isTestId(text) ? `${text} ${TRUST_TESTS[text].title}` : text;
}
