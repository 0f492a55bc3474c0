/**
 * Globs on names of images and of source repositories, as ClusterImagePolicy means them: `*` is any text without a slash, `**`
 * any text, and the glob stands for the whole name. Who pushes an image chooses its name, so they run on RE2.
 */
import { RE2JS } from "re2js";
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
  return test.ok ? ok((image) => namesOf(image).some(test.value)) : test;
}

/** @returns the test of a glob on a source repository, without its scheme: `github.com/acme/*`. Capital letters tell none apart. */
export function compileSourceGlob(glob: string): Result<(repository: string) => boolean, GlobFailure> {
  if (!sourceForm.test(glob) || glob.length > longest)
    return refused("A glob of repositories looks like github.com/acme/* and has no spaces.");
  const test = compile(
    glob
      .replace(/^(?:git\+)?https:\/\//, "")
      .replace(/\.git$/, "")
      .toLowerCase(),
  );
  return test.ok ? ok((repository) => test.value(sourceName(repository))) : test;
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

/** What stands before the first star decides most names without an automaton. */
function compile(glob: string): Result<(name: string) => boolean, GlobFailure> {
  const star = glob.indexOf("*");
  if (star < 0) return ok((name) => name === glob);
  const start = glob.slice(0, star);
  const pattern = glob
    .split("**")
    .map((part) => part.split("*").map(RE2JS.quote).join("[^/]*"))
    .join(".*");
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.DOTALL);
    return ok((name) => name.startsWith(start) && compiled.matches(name));
  } catch {
    return refused("The glob has too many stars.");
  }
}

function refused(message: string): Result<never, GlobFailure> {
  return err({
    code: "glob",
    message,
    remedy: "Write * for any text without a slash, ** for any text, such as ghcr.io/acme/**.",
  });
}
