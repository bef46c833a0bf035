/** What the marks mean, beside the marks. */
import { VERDICTS } from '../../model/verdict';
import { TRUST_MARKS } from '../../trust/marks';
import { Button } from '../../ui/button';
import { Mark, MarkGlyph } from '../../ui/mark';
import { Popover } from '../../ui/popover';
import styles from './facets.module.css';

export function MarksLegend() {
  return (
    <div className={styles.legend}>
      <Popover trigger={<Button size="s" variant="quiet">Marks</Button>} title="Who vouches for a value" align="end" width="l">
        <dl className={styles.marks}>
          {VERDICTS.map((verdict) => (
            <div key={verdict}>
              <dt>
                <MarkGlyph kind={verdict} label={TRUST_MARKS[verdict].title} /> <Mark kind={verdict}>value</Mark>
              </dt>
              <dd>
                <b>{TRUST_MARKS[verdict].title}.</b> {TRUST_MARKS[verdict].meaning}
              </dd>
            </div>
          ))}
        </dl>
      </Popover>
    </div>
  );
}
