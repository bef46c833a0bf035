/** What was dropped: the file and its path inside the dropped folder (its name, when it was dropped by itself). */
export interface DroppedFile {
  readonly file: File;
  readonly path: string;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, (error) => reject(new Error(`${entry.fullPath} could not be read: ${error.message}`)));
  });

/** Chromium hands out a folder in portions of 100; an empty portion is the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, (error) => reject(new Error(`${folder.fullPath} could not be listed: ${error.message}`)));
    });
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

async function walk(entry: FileSystemEntry, into: DroppedFile[]): Promise<void> {
  if (isFolder(entry)) {
    for (const child of await entriesOf(entry)) await walk(child, into);
  } else if (isFile(entry)) {
    into.push({ file: await fileOf(entry), path: entry.fullPath.replace(/^\//, '') });
  }
}

const byPath = (a: DroppedFile, b: DroppedFile): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/** All files of a drop, folders walked, in the order of their paths. The transfer is read before the first pause: it is empty afterwards. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const entries: FileSystemEntry[] = [];
  const found: DroppedFile[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = entry === null ? item.getAsFile() : null;
    if (entry !== null) entries.push(entry);
    else if (file !== null) found.push({ file, path: file.name });
  }
  for (const entry of entries) await walk(entry, found);
  return found.sort(byPath);
}
