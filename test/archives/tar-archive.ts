/** Tar archives as tests need them, honest and not: one header and its content after the other. */
export interface TarEntry {
  readonly path: string;
  readonly content?: string;
  /** The type flag: 0 file, 1 hard link, 2 symbolic link, 3 device, 5 folder. */
  readonly type?: string;
  readonly link?: string;
}

const BLOCK = 512;

/** @returns the bytes of an archive. */
export function tarArchive(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = Buffer.from(entry.content ?? "");
    return [header(entry, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function header({ path, type = "0", link = "" }: TarEntry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0, 100);
  for (const [offset, value, length] of [
    [100, 0o644, 8],
    [108, 0, 8],
    [116, 0, 8],
    [124, size, 12],
    [136, 0, 12],
  ] as const)
    block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, offset);
  block.write("        ", 148);
  block.write(type, 156);
  block.write(link, 157, 100);
  block.write("ustar\u000000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
