import { checkTester } from "../tester.ts";
import readOnlyRoot from "./read-only-root.ts";
import { deployment, podSpec, secured } from "./worlds.ts";

checkTester(readOnlyRoot, {
  pass: [
    { name: "a read-only root", objects: [deployment("web", podSpec())] },
    {
      name: "a pod of Windows, which has no such setting",
      objects: [deployment("win", podSpec({ os: { name: "windows" } }, { name: "w", image: "w" }))],
    },
  ],
  fail: [
    {
      name: "one that says otherwise",
      objects: [deployment("web", podSpec({}, secured({ readOnlyRootFilesystem: false })))],
      finds: [{ message: "writable", object: "Deployment shop/web" }],
    },
    {
      name: "one that says nothing",
      objects: [deployment("web", podSpec({}, { name: "a", image: "a" }))],
      finds: [{ message: "writable", object: "Deployment shop/web" }],
    },
  ],
  notAssessed: [{ name: "pods were not seen", objects: [], unseen: ["pods"] }],
});
