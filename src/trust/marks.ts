/** The seven trust marks: line under the value, glyph, hue. The line and the glyph alone are enough to tell them apart. */
import { VERDICTS, type Verdict } from '../model/verdict';

export interface TrustMark {
  readonly glyph: string;
  readonly line: 'solid' | 'thin' | 'dotted' | 'dashed' | 'wavy' | 'double-wavy' | 'none';
  /** Custom property of the design tokens that holds the hue. */
  readonly cssVariable: string;
  readonly title: string;
  readonly meaning: string;
}

export const TRUST_MARKS: Readonly<Record<Verdict, TrustMark>> = {
  observed: {
    glyph: '●', line: 'solid', cssVariable: '--observed', title: 'Observed by the server',
    meaning: 'The API server measured this itself; only a compromised server or an edited log can change it.',
  },
  authenticated: {
    glyph: '◐', line: 'thin', cssVariable: '--authenticated', title: 'Proven by a credential',
    meaning: 'The server checked a credential for this; it is true about the credential, not about who held it.',
  },
  derived: {
    glyph: '○', line: 'dotted', cssVariable: '--derived', title: 'Derived from what the client sent',
    meaning: 'A faithful reading of what the client asked for; it says what was asked, not what exists.',
  },
  'third-party': {
    glyph: '◇', line: 'dashed', cssVariable: '--third-party', title: 'Third party',
    meaning: 'Supplied by a webhook, an aggregated API, a proxy or a backend; as reliable as that party.',
  },
  claimed: {
    glyph: '~', line: 'wavy', cssVariable: '--claimed', title: 'Claimed by the caller',
    meaning: 'Copied from the caller; the server did not check that it is true.',
  },
  contradicted: {
    glyph: '!', line: 'double-wavy', cssVariable: '--contradicted', title: 'Contradicted',
    meaning: 'A test failed: something else in the evidence speaks against this value.',
  },
  unverifiable: {
    glyph: '?', line: 'none', cssVariable: '--unverifiable', title: 'Not verifiable from this log',
    meaning: 'Nothing in this evidence can confirm or refute it.',
  },
};

/** The order in which groups of fields are shown: what can be relied on first. It is the order of `VERDICTS`. */
export const VERDICT_ORDER: readonly Verdict[] = VERDICTS;
