import { expect, test } from "vitest";
import { packWords, uploadedPackSentence } from "./pack-words.ts";

test("what names another image is told apart from what is kept", () => {
  expect(packWords({ format: "layout", artifacts: 3, others: 0 })).toBe("OCI layout, 3 artefacts");
  expect(packWords({ format: "bundles", artifacts: 1, others: 2 })).toBe("Bundles, 1 artefact; 2 name another image and are not");
  expect(uploadedPackSentence({ id: "pck_aaaaaaaaaaaa", artifacts: 1, others: 1, holdsImage: true })).toBe(
    "1 artefact about this image is kept; 1 names another image and is not. The image itself is in it.",
  );
});
