/** Compressed JSON, as it stands in columns of bytes. */
import { promisify } from "node:util";
import { constants, zstdCompress, zstdDecompress, zstdDecompressSync } from "node:zlib";

const compress = promisify(zstdCompress);
/** Half the work of the default, and hardly larger: it runs beside the assessment, which wants the processor. */
const quick = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const decompress = promisify(zstdDecompress);

/** @returns a value as compressed JSON. */
export async function pack(value: unknown): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await compress(Buffer.from(JSON.stringify(value)), quick));
}

/** @returns what was packed, at once: for many small values, each of which would take longer to hand to another thread. */
export function unpackNow<T>(bytes: Uint8Array): T {
  return JSON.parse(zstdDecompressSync(bytes).toString()) as T;
}

/** @returns what was packed. The bytes are ours: they were written under a fence, and PostgreSQL keeps checksums. */
export async function unpack<T>(bytes: Uint8Array): Promise<T> {
  return JSON.parse((await decompress(bytes)).toString()) as T;
}
