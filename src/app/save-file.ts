/** Offers a file for download: the one way out of the tab. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Browsers read the address after the click; a minute is ample and keeps no large report alive.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
