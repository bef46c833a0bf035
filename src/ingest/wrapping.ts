/**
 * What stands between a member of an archive and its bytes, and is none of the member's own. `packed`: the outermost layer of compression is the
 * archive's. `table`: the bytes are made, the rows of a Parquet file written as JSON lines. Hash and size are those of what comes out.
 */
export type Wrapping = 'none' | 'packed' | 'table';
