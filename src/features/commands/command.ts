/** What a command is: one thing the app can do, reached by a key, the palette and the list of keys alike. */
import type { PivotField } from '../../model/pivot-field';

/** In the order of a responder's work. */
export const COMMAND_GROUPS = ['Evidence', 'Look at', 'Filter', 'Request', 'Saved pivots', 'Hand over', 'Page'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Dialogs that the page keeps. */
export type DialogName = 'evidence' | 'palette' | 'keys' | 'trust' | 'network';

export type Sense = 'include' | 'exclude';

/** What the palette asks for before it acts. */
export type PaletteStep =
  | { readonly kind: 'field'; readonly sense: Sense }
  | { readonly kind: 'value'; readonly field: PivotField; readonly sense: Sense }
  | { readonly kind: 'name'; readonly of: 'pivot' | 'case' };

export type CommandAct = { readonly kind: 'run'; readonly run: () => void } | { readonly kind: 'ask'; readonly step: PaletteStep };

export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: string;
  /** A key as `key-chords.ts` reads it. */
  readonly keys?: string | undefined;
  /** Other words a person may look for it by. */
  readonly words?: string;
  /** Text of the responder's own making; found and shown, never trusted. */
  readonly detail?: string;
  /** For what is on or off, or one of several. */
  readonly checked?: boolean;
  /** Why it cannot be done now, in a few words. */
  readonly unavailable?: string | undefined;
  /** Listed only when it is looked for. */
  readonly quiet?: boolean;
  readonly act: CommandAct;
}

/** What commands need of the page. */
export interface CommandHost {
  readonly showDialog: (dialog: DialogName) => void;
}
