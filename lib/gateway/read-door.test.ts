import { expect, test } from "vitest";
import { isGatewayPath, readDoor } from "./read-door";

test.each([
  ["/api/v1/models", "v1", "/models"],
  ["/api/v1beta/models/m:generateContent", "v1beta", "/models/m:generateContent"],
  ["/api/v1", "v1", ""],
  ["/api/v1beta", "v1beta", ""],
])("%s comes in at %s as %j", (path, version, below) => {
  expect(isGatewayPath(path)).toBe(true);
  expect(readDoor(path)).toEqual({ version, path: below });
});

test.each(["/api/v10/models", "/api/v1betamax", "/v1/models", "/api/admin/v1"])("%s is not the gateway's", (path) => {
  expect(isGatewayPath(path)).toBe(false);
});
