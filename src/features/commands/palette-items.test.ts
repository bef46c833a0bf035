import { describe, expect, it } from 'vitest';
import type { Command, CommandGroup } from './command';
import { rootGroups, stepGroups, type PaletteGroup, type PaletteItem, type ValueHit } from './palette-items';

const command = (id: string, group: CommandGroup, label: string, part: Partial<Command> = {}): Command => ({ id, group, label, act: { kind: 'run', run: () => undefined }, ...part });
const COMMANDS = [
  command('add', 'Evidence', 'Add evidence'),
  command('undo', 'Filter', 'Undo filter change', { unavailable: 'nothing to undo' }),
  command('sort', 'Look at', 'Sort by user, ascending', { quiet: true }),
  command('case', 'Hand over', 'Case file', { words: 'export' }),
  command('html', 'Hand over', 'Report as HTML', { words: 'export', unavailable: 'no request is pinned' }),
  command('pivot', 'Saved pivots', 'Open', { detail: 'Alice from outside' }),
];
const hit = (field: ValueHit['field'], text: string | null, count = 1): ValueHit => ({ field, text, count });
const said = (item: PaletteItem): string =>
  item.kind === 'value' ? `${item.field} ${item.sense} ${item.value.kind === 'none' ? 'none' : item.value.text}` : item.kind === 'text' ? `text ${item.text}` : item.id;
const shown = (groups: readonly PaletteGroup[]): Record<string, string[]> => Object.fromEntries(groups.map((group) => [group.title, group.items.map(said)]));

describe('the palette', () => {
  it('lists the commands in the order of the work when nothing is typed, without the quiet ones', () => {
    const groups = shown(rootGroups(' ', COMMANDS, [], true));
    expect(groups['Evidence']).toEqual(['add']);
    expect(groups['Look at']).toEqual([]);
    expect(groups['Hand over']).toEqual(['case', 'html']);
  });
  it('puts the group with the nearest answer first and text search last', () => {
    const groups = rootGroups('alice', COMMANDS, [hit('username', 'alice', 2), hit('pod_name', 'malice-1', 900)], true);
    expect(groups.map((group) => group.title)).toEqual(['Filter by a value', 'Saved pivots', 'Search']);
    expect(shown(groups)['Filter by a value']).toEqual(['username include alice', 'pod_name include malice-1']);
  });
  it('puts the frequent one of equal values first', () => {
    const values = shown(rootGroups('sys', [], [hit('username', 'system:a', 3), hit('username', 'system:controller', 300)], true))['Filter by a value'];
    expect(values?.slice(0, 2)).toEqual(['username include system:controller', 'username include system:a']);
  });
  it('shows what cannot be done now, after what can', () => {
    expect(shown(rootGroups('export', COMMANDS, [], true))['Hand over']).toEqual(['case', 'html']);
    expect(shown(rootGroups('undo', COMMANDS, [], true))['Filter']).toEqual(['undo']);
  });
  it('finds quiet commands and names the responder gave', () => {
    expect(shown(rootGroups('sort user', COMMANDS, [], true))['Look at']).toEqual(['sort']);
    expect(shown(rootGroups('outside', COMMANDS, [], true))['Saved pivots']).toEqual(['pivot']);
  });
  it('understands a field, a sense and a pattern', () => {
    expect(shown(rootGroups('user is not system:*', [], [hit('username', 'system:a')], true))['Filter by a value']).toEqual(['username exclude system:*', 'username exclude system:a']);
  });
  it('knows outcomes and trust tests by name', () => {
    expect(shown(rootGroups('denied', [], [], true))['Filter by a value']).toContain('outcome include denied');
    expect(shown(rootGroups('A2', [], [], true))['Filter by a value']).toEqual(['test include A2']);
    expect(shown(rootGroups('audit id reused', [], [], true))['Filter by a value']).toEqual(['test include A2']);
  });
  it('offers no values without evidence', () => {
    expect(rootGroups('denied', COMMANDS, [], false)).toEqual([]);
  });
  it('gives every item a name of its own', () => {
    const items = rootGroups('a', COMMANDS, [hit('username', 'none'), hit('username', null), hit('resource', 'a')], true).flatMap((group) => group.items);
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  });
});

describe('a question of the palette', () => {
  it('asks for the field, then the value', () => {
    expect(shown(stepGroups({ kind: 'field', sense: 'exclude' }, 'peer', []))).toEqual({ 'Exclude a value of': ['field-peer_ip'] });
    expect(stepGroups({ kind: 'field', sense: 'include' }, '', [])[0]?.items[0]?.id).toBe('field-username');
    const values = stepGroups({ kind: 'value', field: 'peer_ip', sense: 'exclude' }, '10.*', [hit('peer_ip', '10.0.0.7'), hit('peer_ip', null)]);
    expect(values[0]?.items.map(said)).toEqual(['peer_ip exclude 10.*', 'peer_ip exclude 10.0.0.7', 'peer_ip exclude none']);
  });
  it('asks for a name', () => {
    expect(stepGroups({ kind: 'name', of: 'pivot' }, '  ', [])).toEqual([]);
    expect(stepGroups({ kind: 'name', of: 'case' }, ' prod ', [])[0]?.items[0]).toMatchObject({ kind: 'name', of: 'case', text: 'prod' });
  });
});

it('takes what was typed after a field for a value, before the values of the evidence are there', () => {
  const items = rootGroups('user is alice', [], [], true).flatMap((group) => group.items);
  expect(items[0]).toMatchObject({ kind: 'value', field: 'username', value: { kind: 'exact', text: 'alice' }, sense: 'include' });
});
