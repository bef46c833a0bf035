export function SavedPivots() {
  return null;
}
