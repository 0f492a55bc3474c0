/**
 * Globs on names of images and of source repositories, as ClusterImagePolicy means them: `*` is any text without a slash, `**`
 * any text, and the glob stands for the whole name. Who pushes an image chooses its name, so the time must not depend on what it holds.
 */
import { err, type Failure, ok, type Result } from "../../result.ts";
import type { Digest } from "../images/digest.ts";
import type { ImageRepository } from "../images/reference.ts";
import { readGitUri } from "../provenance/git-uri.ts";

const longest = 512;
const imageForm = /^[\w\-:/*.]+$/;
const sourceForm = /^[\w\-:/*.~+@%]+$/;

/** An image by its name. Without tag and digest the tag `latest` is meant. */
export interface ImageName extends ImageRepository {
  readonly tag?: string | undefined;
  readonly digest?: Digest | undefined;
  /** As a pod's spec has it: a glob may be about a text that leaves the registry out. */
  readonly written?: string | undefined;
}

export type GlobFailure = Failure<"glob">;

/** @returns the test of a glob on `registry/repository:tag` or `registry/repository@digest`; Docker Hub is `index.docker.io`. */
export function compileImageGlob(glob: string): Result<(image: ImageName) => boolean, GlobFailure> {
  if (!imageForm.test(glob) || glob.length > longest)
    return refused("A glob has letters, digits, and the characters . - _ : / * alone.");
  const test = compile(qualified(glob));
  return ok((image) => namesOf(image).some(test));
}

/** @returns the test of a glob on a source repository, without its scheme: `github.com/acme/*`. Capital letters tell none apart. */
export function compileSourceGlob(glob: string): Result<(repository: string) => boolean, GlobFailure> {
  if (!sourceForm.test(glob) || glob.length > longest)
    return refused("A glob of repositories looks like github.com/acme/* and has no spaces.");
  const plain = glob.replace(/^(?:git\+)?https:\/\//, "").replace(/\.git$/, "");
  const test = compile(plain.toLowerCase());
  return ok((repository) => test(sourceName(repository)));
}

function sourceName(repository: string): string {
  return (readGitUri(repository)?.repository ?? repository).replace(/^https:\/\//, "").toLowerCase();
}

const hub = "index.docker.io";

/** The two shortest globs are about Docker Hub, and its other name is the same place. */
function qualified(glob: string): string {
  if (glob === "*") return `${hub}/library/*`;
  if (glob === "*/*") return `${hub}/*/*`;
  return glob.replace(/^docker\.io\//, `${hub}/`);
}

function namesOf({ registry, repository, tag, digest, written }: ImageName): readonly string[] {
  const place = `${registry === "docker.io" ? hub : registry}/${repository}`;
  return [
    ...(tag !== undefined || digest === undefined ? [`${place}:${tag ?? "latest"}`] : []),
    ...(digest === undefined ? [] : [`${place}@${digest}`]),
    ...(written === undefined ? [] : [written]),
  ];
}

/** What stands before the first star decides most names. */
function compile(glob: string): (name: string) => boolean {
  const start = glob.split("*", 1)[0] ?? "";
  const parts = glob.split(/(\*\*?)/).filter((part) => part !== "");
  return (name) => name.startsWith(start) && matches(parts, name);
}

/** Which places of the name each part can end at: the time is that of the name for each part, whatever either holds. */
function matches(parts: readonly string[], name: string): boolean {
  let ends = new Uint8Array(name.length + 1);
  ends[0] = 1;
  for (const part of parts) ends = part.startsWith("*") ? starEnds(ends, name, part === "**") : textEnds(ends, name, part);
  return ends[name.length] === 1;
}

function textEnds(before: Uint8Array, name: string, text: string): Uint8Array<ArrayBuffer> {
  const ends = new Uint8Array(before.length);
  for (let at = 0; at + text.length < ends.length; at += 1)
    if (before[at] === 1 && name.startsWith(text, at)) ends[at + text.length] = 1;
  return ends;
}

function starEnds(before: Uint8Array, name: string, overSlashes: boolean): Uint8Array<ArrayBuffer> {
  const ends = new Uint8Array(before.length);
  let open = 0;
  for (let at = 0; at < ends.length; at += 1) {
    if (before[at] === 1) open = 1;
    ends[at] = open;
    if (name[at] === "/" && !overSlashes) open = 0;
  }
  return ends;
}

function refused(message: string): Result<never, GlobFailure> {
  return err({
    code: "glob",
    message,
    remedy: "Write * for any text without a slash, ** for any text, such as ghcr.io/acme/**.",
  });
}
