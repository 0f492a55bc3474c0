/** What an image says of itself, as its registry gave it out at the last look. */
import type { ImageFactsView } from "../../../contracts/image-facts.ts";
import { ok } from "../../../core/result.ts";
import type { ImageFacts } from "../../../core/supply-chain/images/image-facts.ts";
import { defineUseCase, refuse } from "../outcome.ts";

export const getImageFacts = defineUseCase<{ readonly id: string }, ImageFactsView>(
  "report:read",
  async ({ scope }, { id }, { repositories }) => {
    if (!(await repositories.images.isSeen(scope, id))) return refuse("notFound");
    const look = (await repositories.images.facts(scope, [id])).get(id);
    if (look === undefined)
      return ok({ kind: "unknown", reason: "It was not looked at yet.", remedy: "Allow its registry under Settings." });
    if (look.kind === "absent") return ok({ kind: "unknown", reason: "Its registry does not have its configuration." });
    if (look.kind === "unknown") {
      const { message, remedy } = look.failure;
      return ok({ kind: "unknown", reason: message, ...(remedy !== undefined && { remedy }) });
    }
    return ok(factsView(look.value));
  },
);

function factsView(facts: ImageFacts): ImageFactsView {
  const { created, createdUnknown, size, layers, os, architecture, user, traces, base, secretsSuspected, secretsCut } = facts;
  const platform = [os, architecture].filter((one) => one !== undefined).join("/");
  return {
    kind: "found",
    ...(created !== undefined && { created }),
    ...(createdUnknown !== undefined && { createdUnknown }),
    ...(size !== undefined && { size }),
    layers,
    ...(platform !== "" && { platform }),
    user: user.kind,
    ...(user.kind !== "unknown" && user.name !== "" && { userName: user.name }),
    shell: traces.shell,
    packageManagers: [...traces.packageManagers],
    base: { ...base },
    secrets: secretsSuspected.map((one) => ({ ...one })),
    secretsCut: secretsCut === true,
  };
}
