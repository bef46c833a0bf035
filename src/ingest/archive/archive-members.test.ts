/** Archives: every member is listed with its bytes, what is refused is said, and no archive can hang or mislead the reader. */
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ingest } from '../ingest';
import { blobChunks } from '../blob-chunks';
import { archiveForm } from '../magic';
import type { ArchiveMember } from './archive-content';
import { archiveMembers } from './archive-members';
import { JoinedBlob } from './joined-blob';

const event = (id: string): string => `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"${id}","verb":"get"}\n`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A header of ustar with its checksum, and the content padded to whole blocks. */
function tarEntry(name: string, content: Uint8Array, { type = '0', size = content.length, prefix = '', mtime = '' } = {}): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(512);
  const put = (text: string, at: number): void => header.set(bytes(text), at);
  put(name.slice(0, 100), 0);
  put('0000644\0', 100);
  put(`${size.toString(8).padStart(11, '0')}\0`, 124);
  put(mtime, 136);
  put('        ', 148);
  put(type, 156);
  put('ustar\x0000', 257);
  put(prefix, 345);
  put(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
  const entry = new Uint8Array(512 + Math.ceil(content.length / 512) * 512);
  entry.set(header);
  entry.set(content, 512);
  return entry;
}
const tar = (...entries: Uint8Array<ArrayBuffer>[]): Blob => new Blob([...entries, new Uint8Array(1024)]);

async function read(member: ArchiveMember) {
  const stream = ingest({ name: member.path, size: member.bytes, chunks: blobChunks(member.blob, member.path) }, { wrapping: member.wrapping });
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return step.value;
  }
}

describe('tar', () => {
  test('members with long names, in folders, and empty ones', async () => {
    const long = `${'d/'.repeat(80)}audit.log`;
    const pax = `${`${long.length + 9} path=${long}\n`.length} path=${long}\n`;
    const blob = tar(
      tarEntry('./', new Uint8Array(0), { type: '5' }), tarEntry('audit.log', bytes(event('a'))), tarEntry('b.log', bytes(event('b')), { prefix: 'audit_logs/kube-apiserver' }),
      tarEntry('././@LongLink', bytes(`${long}\0`), { type: 'L' }), tarEntry(long, bytes(event('c'))), tarEntry('pax', bytes(pax), { type: 'x' }), tarEntry('short', bytes(event('d'))), tarEntry('../../etc/passwd', bytes('x')), tarEntry('empty', new Uint8Array(0)),
    );
    expect(archiveForm(new Uint8Array(await blob.slice(0, 4096).arrayBuffer()))).toBe('tar');
    const { members, troubles } = await archiveMembers('tar', blob);
    expect(troubles).toEqual([]);
    expect(members.map((member) => [member.path, member.bytes])).toEqual([
      ['audit.log', event('a').length], ['audit_logs/kube-apiserver/b.log', event('b').length], [long, event('c').length], [long, event('d').length], ['../../etc/passwd', 1], ['empty', 0],
    ]);
    expect(await members[1]?.blob.text()).toBe(event('b'));
  });

  test('members say when they were written to', async () => {
    const pax = '30 mtime=1773475200.250000000\n';
    const { members } = await archiveMembers('tar', tar(
      tarEntry('a', bytes('a'), { mtime: (1_773_475_200).toString(8) }), tarEntry('pax', bytes(pax), { type: 'x' }), tarEntry('b', bytes('b'), { mtime: (1_773_475_200).toString(8) }), tarEntry('c', bytes('c')), tarEntry('d', bytes('d'), { mtime: 'x' }),
    ));
    expect(members.map(({ writtenMs }) => writtenMs)).toEqual([1_773_475_200_000, 1_773_475_200_250, 0, Number.NaN]);
  });

  test('a type that nobody knows is a file, and hides nothing', async () => {
    const types = ['0', '7', 'Z', 'M', ' ', '3', '5', '6'];
    const { members, troubles } = await archiveMembers('tar', tar(...types.map((type) => tarEntry(`type${type}`, bytes(event(type)), { type }))));
    expect(members.map((member) => member.path)).toEqual(['type0', 'type7', 'typeZ', 'typeM', 'type ']);
    expect(troubles).toEqual([]);
  });

  test('cut in half, with links, damaged, with a size beyond its end', async () => {
    const whole = tar(tarEntry('a', bytes(event('a'))), tarEntry('link', new Uint8Array(0), { type: '2' }), tarEntry('b', bytes(event('b').repeat(100))));
    const cut = await archiveMembers('tar', whole.slice(0, 2500));
    expect(cut.members.map((member) => member.path)).toEqual(['a', 'b']);
    expect(cut.troubles).toEqual([expect.stringMatching(/link is a link/), expect.stringMatching(/ends inside b/), expect.stringMatching(/ends too early/)]);
    const damaged = await archiveMembers('tar', new Blob([tarEntry('a', bytes('x')), new Uint8Array(512).fill(7), new Uint8Array(1024)]));
    expect(damaged).toMatchObject({ members: [{ path: 'a' }], troubles: [expect.stringMatching(/damaged at byte 1,024/)] });
  });
});

describe('zip', () => {
  const packed = zipSync({ 'logs/a.log': bytes(event('a').repeat(500)), 'b.log': [bytes(event('b')), { level: 0 }], 'folder/': new Uint8Array(0), 'ü.log': bytes(event('c')) });

  test('members stored and deflated, and their bytes', async () => {
    const { members, troubles } = await archiveMembers('zip', new Blob([Uint8Array.from(packed)]));
    expect(troubles).toEqual([]);
    expect(members.map((member) => [member.path, member.bytes, member.wrapping])).toEqual([['logs/a.log', event('a').length * 500, 'packed'], ['b.log', event('b').length, 'none'], ['ü.log', event('c').length, 'packed']]);
    const summaries = await Promise.all(members.map(read));
    expect(summaries.map((summary) => [summary.events, summary.issues, summary.bytes, summary.container])).toEqual([[500, 0, event('a').length * 500, 'none'], [1, 0, event('b').length, 'none'], [1, 0, event('c').length, 'none']]);
    const { createHash } = await import('node:crypto');
    expect(summaries[0]?.sha256).toBe(createHash('sha256').update(event('a').repeat(500)).digest('hex'));
  });

  test('a member packed by bzip2 is read, one by LZMA is named', async () => {
    // Python's zipfile, made once.
    const other = Uint8Array.from(Buffer.from('UEsDBC4AAAAMAAAAIVqdgoqaiAAAAHcBAAAFAAAAYi5sb2dCWmg5MUFZJlNZx8CSdAAAuN+AABAQBaBQBiABADap3wogAJAoABoAAApVFHqGmNT1Bo2p7UxN56zWbTpO0+ZqnOZTKZTEznKdKv+ZzvMTeaE7TKaTeZk4nWYT2TecT0mJzneaz8TOaT4nWYmSfszTibTaeU0TROJicpiZTwLuSKcKEhj4Ek6AUEsDBD8AAgAOAAAAIVotFqZ8VgAAAEsAAAAFAAAAbC5sb2cJBAUAXQAAgAAAPYiJZtQfQAln7yzgQsgTv7kxINKdwwnas6XN+W4c8ZsWjnw88EHAdTzAx8zjhYtZLSszxOeps+IkMZ+9UARvPN8dPFYrXl7y+lJUgFBLAQIuAy4AAAAMAAAAIVqdgoqaiAAAAHcBAAAFAAAAAAAAAAAAAACAAQAAAABiLmxvZ1BLAQI/Az8AAgAOAAAAIVotFqZ8VgAAAEsAAAAFAAAAAAAAAAAAAACAAasAAABsLmxvZ1BLBQYAAAAAAgACAGYAAAAkAQAAAAA=', 'base64'));
    const { members, troubles } = await archiveMembers('zip', new Blob([other]));
    expect(troubles).toEqual([expect.stringMatching(/l\.log is packed by method 14/)]);
    expect(await Promise.all(members.map(read))).toMatchObject([{ events: 5, issues: 0, bytes: event('a').length * 5, container: 'none' }]);
    other[30 + 'b.log'.length] = 0;
    expect((await archiveMembers('zip', new Blob([other]))).troubles).toContainEqual(expect.stringMatching(/b\.log is not packed the way the archive says/));
  });

  test('the same through blobs of our own', async () => {
    const { members } = await archiveMembers('zip', new Blob([Uint8Array.from(packed)]), (parts) => new JoinedBlob(parts));
    expect((await Promise.all(members.map(read))).map((summary) => summary.events)).toEqual([500, 1, 1]);
  });

  test('a lying size, a damaged member, a missing directory, members that share their bytes, encryption', async () => {
    const view = (mutate: (view: DataView, directory: number) => void): Blob => {
      const copy = Uint8Array.from(packed);
      const data = new DataView(copy.buffer);
      mutate(data, data.getUint32(copy.length - 6, true));
      return new Blob([copy]);
    };
    const liar = await archiveMembers('zip', view((data, at) => data.setUint32(at + 24, 7, true)));
    expect((await read(liar.members[0] ?? { path: '', bytes: 0, blob: new Blob(), wrapping: 'none' })).issues).toBe(1);
    const damaged = await archiveMembers('zip', view((data, at) => data.setUint32(at + 16, 7, true)));
    expect((await read(damaged.members[0] ?? { path: '', bytes: 0, blob: new Blob(), wrapping: 'none' })).issues).toBe(1);
    expect(await archiveMembers('zip', new Blob([Uint8Array.from(packed.subarray(0, -30))]))).toMatchObject({ members: [], troubles: [expect.stringMatching(/no directory/)] });
    expect((await archiveMembers('zip', view((data, at) => data.setUint32(at + 20, 0x7fffffff, true)))).troubles).toEqual([expect.stringMatching(/longer than the archive/)]);
    expect((await archiveMembers('zip', view((data, at) => data.setUint16(at + 8, 1, true)))).troubles).toEqual([expect.stringMatching(/encrypted/)]);
    const shared = await archiveMembers('zip', view((data, at) => {
      const second = at + 46 + data.getUint16(at + 28, true) + data.getUint16(at + 30, true) + data.getUint16(at + 32, true);
      data.setUint32(second + 42, 0, true);
      data.setUint32(second + 20, data.getUint32(at + 20, true), true);
    }));
    expect(shared.troubles).toEqual([expect.stringMatching(/overlaps another member/)]);
  });
});
