/** Stands in for the web process in tests of the start: it listens where it is told and tells what it was given. */
import { createServer } from "node:http";

const { HOST, PORT, ...environment } = process.env;
createServer((_request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(environment));
}).listen(Number(PORT), HOST);
