import type { DocumentCoverage } from "#contracts/vulnerabilities.ts";
import { counted } from "../../access/subject-words.ts";
import { PartialBanner } from "../../ui/states.tsx";
import { visibleText } from "../../ui/visible-text.ts";

/** Names the images of which nothing is known; nothing where all is known. */
export function WithoutDocument({ coverage, kind }: { coverage: DocumentCoverage; kind: string }) {
  const { images, known, claimed, without, unnamed } = coverage;
  const missing = images - known - claimed;
  if (missing === 0 && unnamed === 0) return null;
  return (
    <PartialBanner
      className="mb-4"
      title={
        missing === 0 ? `${counted(unnamed, "container")} without a digest` : `${counted(missing, "image")} without a ${kind}`
      }
    >
      <p>
        {missing === 0 ? "" : `Nothing is known of them, which is not the same as nothing found. `}
        {unnamed === 0
          ? ""
          : `${counted(unnamed, "container")} ${unnamed === 1 ? "says" : "say"} no digest, so that no document can be about ${unnamed === 1 ? "it" : "them"}.`}
      </p>
      {without.length === 0 ? null : (
        <details className="mt-1">
          <summary className="inline-flex min-h-6 items-center text-accent-text">Show which</summary>
          <ul className="mt-1 grid gap-1 text-12">
            {without.map(({ image, digest, pods }) => (
              <li key={digest}>
                <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(image)}</code>{" "}
                <span className="text-ink-3">{counted(pods, "pod")}</span>
              </li>
            ))}
          </ul>
          {missing > without.length ? (
            <p className="mt-1 text-12 text-ink-3">and {counted(missing - without.length, "other")}</p>
          ) : null}
        </details>
      )}
    </PartialBanner>
  );
}
