// Apart, because an old Node cannot even parse a dynamic import.
module.exports = function importModule(path) {
  return import(path);
};
