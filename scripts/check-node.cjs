// Runs on any Node, however old: no syntax newer than 2009 in this file.
module.exports = function checkNode() {
  var parts = process.versions.node.split(".");
  var major = Number(parts[0]);
  var minor = Number(parts[1]);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    "Gatehouse needs Node 20.19 or newer to start, and this is Node " +
      process.versions.node +
      ": install a newer one from https://nodejs.org and try again.",
  );
  process.exit(1);
};
