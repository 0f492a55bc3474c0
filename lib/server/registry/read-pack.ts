/**
 * Evidence about one image out of an uploaded file: an archive of an OCI layout, or bundles one a line. It is read as it comes
 * and held in memory, nothing is unpacked to a disk, and of a layout nothing comes out whose bytes have another digest.
 */
import { createHash } from "node:crypto";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import type { Discovery, FoundArtifact, LookedAt, ResolvedImage } from "#core/supply-chain/discovery/artifact.ts";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import { artifactTargets } from "#core/supply-chain/trail/judged-artifact.ts";
import { bind, openArtefact } from "#core/supply-chain/verification/artefact.ts";
import type { Evidence } from "#core/supply-chain/verification/evidence.ts";
import { readStatement } from "#core/supply-chain/verification/statement.ts";
import { type Bytes, decodeText, gather, Meter, peek, unpack } from "../snapshot/bytes.ts";
import { UPLOAD_LIMITS, UploadRefused } from "../snapshot/refused.ts";
import { bundlesOfLines } from "./bundle-lines.ts";
import { discover } from "./discover.ts";
import { openLayoutArchive } from "./layout-archive.ts";
import { type OciLayout, openLayout } from "./oci-layout.ts";
import { type OpenedImage, resolveImage } from "./resolve.ts";

/** Bytes of an upload as it arrives; layers of images are passed by as it does. */
export const packLimit = UPLOAD_LIMITS.uploadBytes;
/** Bytes of JSON that are held of one. */
const mostHeld = 96 * 1024 * 1024;

export interface PackWish {
  readonly chunks: Bytes;
  /** What it is called where it says where something was found. */
  readonly name: string;
  /** Behind each place: who uploaded it, and when. */
  readonly from: string;
  /** As it runs. */
  readonly digest: Digest;
  /** As a registry showed it. */
  readonly known?: ResolvedImage | undefined;
}

export interface ReadPack {
  readonly format: "layout" | "bundles";
  readonly sha256: string;
  /** Bytes, as it arrived. */
  readonly size: number;
  /** Present where it holds the image's own bytes. */
  readonly resolved?: ResolvedImage;
  readonly discovery: Discovery;
  /** How many name another image, and are not among them. */
  readonly others: number;
}

export type PackError = Failure<"tooLarge" | "unreadable" | "otherImage">;

/** @returns what the file holds about the image; an error where that is nothing. */
export async function readPack(wish: PackWish): Promise<Result<ReadPack, PackError>> {
  const hash = createHash("sha256");
  let size = 0;
  const counted = async function* () {
    for await (const chunk of wish.chunks) {
      size += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  };
  try {
    const meter = new Meter(UPLOAD_LIMITS);
    const { head, all } = await peek(await plain(meter.arriving(counted()), meter));
    const read = isTar(head) ? await readLayout(all, wish) : await readLines(all, wish);
    if (!read.ok) return read;
    return ok({ ...read.value, sha256: hash.digest("hex"), size });
  } catch (error) {
    if (error instanceof UploadRefused) return err(refused(error));
    throw error;
  }
}

async function plain(source: Bytes, meter: Meter): Promise<Bytes> {
  const { head, all } = await peek(source);
  if (head[0] === 0x1f && head[1] === 0x8b) return unpack(all, "gzip", meter);
  return head.length > 3 && head.readUInt32LE(0) === 0xfd2fb528 ? unpack(all, "zstd", meter) : all;
}

function isTar(head: Buffer): boolean {
  return head.subarray(257, 262).toString("latin1") === "ustar";
}

const remedy =
  "Upload an archive as `skopeo copy … oci-archive:FILE`, `docker save` or `cosign save` write it, or bundles one a line as `gh attestation download` writes them.";

function refused({ failure: { code, message } }: UploadRefused): PackError {
  const tooLarge = code === "snapshotTooLarge" || code === "snapshotBomb" || code === "tooManyFiles";
  const said = code === "notASnapshot" ? "The file is neither an archive of an OCI layout nor JSON." : message;
  return { code: tooLarge ? "tooLarge" : "unreadable", message: said, remedy };
}

type Inside = Omit<ReadPack, "sha256" | "size">;

async function readLines(source: Bytes, wish: PackWish): Promise<Result<Inside, PackError>> {
  const text = decodeText(await gather(source, mostHeld));
  if (!text.trimStart().startsWith("{"))
    return err({ code: "unreadable", message: "The file is neither an archive of an OCI layout nor JSON.", remedy });
  const image = imageOf(wish);
  const { artifacts, looked } = bundlesOfLines(oneALine(text), wish.name, image.digest);
  return sorted({ format: "bundles", artifacts, looked }, image, wish);
}

/** One bundle over many lines is one, too. */
function oneALine(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

async function readLayout(source: Bytes, wish: PackWish): Promise<Result<Inside, PackError>> {
  const files = await openLayoutArchive(source, { jsonAlone: true, mostKept: mostHeld });
  if (!files.ok) return err(refused(new UploadRefused(files.error)));
  const layout = await openLayout(wish.name, files.value);
  if (!layout.ok) return err({ code: "unreadable", message: layout.error.message, remedy });
  const opened = await imageIn(layout.value, wish.digest);
  const { artifacts, looked } = await discover(
    { images: layout.value },
    opened ?? { ...imageOf(wish), buildkit: [], facts: unread },
  );
  return sorted({ format: "layout", artifacts, looked, ...(opened && { opened }) }, opened ?? imageOf(wish), wish);
}

const unread = { kind: "absent" } as const;

/** A runtime may know the image by its configuration alone. */
async function imageIn(layout: OciLayout, digest: Digest): Promise<OpenedImage | undefined> {
  const own = await resolveImage(layout, digest);
  if (own.kind === "found") return own.value;
  for (const reference of layout.images) {
    const other = await resolveImage(layout, reference);
    if (other.kind === "found" && other.value.identities.some(({ config }) => config === digest)) return other.value;
  }
  return undefined;
}

function imageOf({ digest, known }: PackWish): ResolvedImage {
  return known ?? { digest, kind: "manifest", identities: [], labels: { kind: "absent" }, failures: [] };
}

interface Found extends Discovery {
  readonly format: ReadPack["format"];
  readonly opened?: OpenedImage;
}

/** Keeps what is about the image; what names another one is counted, and nothing of it is kept. */
function sorted(
  { format, artifacts, looked, opened }: Found,
  image: ResolvedImage,
  { digest, from }: PackWish,
): Result<Inside, PackError> {
  const evidence = artifacts.filter(({ content }) => content.kind !== "other" && content.kind !== "misplaced");
  const aboutIt = evidence.filter((one) => subjectOf(one, image) === "this");
  const others = evidence.flatMap((one) => {
    const subject = subjectOf(one, image);
    return typeof subject === "object" ? [subject.says] : [];
  });
  if (aboutIt.length === 0 && opened === undefined) return err(nothingOf(others, digest));
  const behind = (place: string) => `${place}, ${from}`;
  const answered = looked.filter(({ answer }) => answer.kind !== "absent");
  const { buildkit: _buildkit, facts: _facts, ...resolved } = opened ?? { buildkit: [], facts: unread };
  return ok({
    format,
    ...(opened && { resolved: resolved as ResolvedImage }),
    discovery: {
      artifacts: aboutIt.map((one): FoundArtifact => ({ ...one, place: behind(one.place) })),
      looked: answered.map((one): LookedAt => ({ ...one, place: behind(one.place), uploaded: true })),
    },
    others: others.length,
  });
}

/** What cannot be read at all is about nothing; what can be, and cannot be compared, is left to the judgement. */
function subjectOf({ content, attachedTo }: FoundArtifact, image: ResolvedImage): "this" | "nothing" | { readonly says: string } {
  if (content.kind !== "evidence") return content.kind === "unread" && content.failure.code === "malformed" ? "nothing" : "this";
  const subject = bound(content.evidence, artifactTargets(attachedTo, image));
  if (subject === undefined) return "nothing";
  return subject.outcome === "failed" ? { says: subject.detail } : "this";
}

function bound(evidence: Evidence, digests: readonly Digest[]): ReturnType<typeof bind> | undefined {
  if (evidence.kind === "claim") {
    const statement = readStatement(evidence.statement);
    return statement.ok ? bind(statement.value, digests) : undefined;
  }
  const opened = openArtefact(evidence, { digests });
  return opened.ok ? opened.value.subject : undefined;
}

function nothingOf(others: readonly string[], digest: Digest): PackError {
  if (others.length === 0) return { code: "otherImage", message: `The file holds no evidence about ${digest}.`, remedy };
  const many = others.length === 1 ? "The one artefact in it is" : `All ${others.length} artefacts in it are`;
  return {
    code: "otherImage",
    message: `${many} about another image. ${others[0]}`,
    remedy: "Where they name the index that the image belongs to, upload the layout: its bytes prove that they belong together.",
  };
}
