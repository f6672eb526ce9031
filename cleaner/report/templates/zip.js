// A ZIP archive of a few small files, stored as they are (APPNOTE 6.3.10: local headers, directory, end).
const zip = (() => {
  const table = Uint32Array.from({ length: 256 }, (_, number) => {
    for (let bit = 0; bit < 8; bit += 1) number = number & 1 ? 0xedb88320 ^ (number >>> 1) : number >>> 1;
    return number;
  });
  const checksum = (bytes) => {
    let sum = 0xffffffff;
    for (const byte of bytes) sum = table[(sum ^ byte) & 0xff] ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
  };
  // Each field is its size in bytes and its value, the lowest byte first.
  const record = (fields) => {
    const bytes = [];
    for (const [size, value] of fields) {
      for (let place = 0; place < size; place += 1) bytes.push(Math.floor(value / 256 ** place) % 256);
    }
    return Uint8Array.from(bytes);
  };
  const UTF8_NAMES = 0x0800;
  const NEW_YEAR_1980 = 0x21;

  return (files) => {
    const parts = [];
    const directory = [];
    let offset = 0;
    for (const [name, content] of files) {
      const path = new TextEncoder().encode(name);
      const common = [
        [2, 20], [2, UTF8_NAMES], [2, 0], [2, 0], [2, NEW_YEAR_1980], [4, checksum(content)],
        [4, content.length], [4, content.length], [2, path.length], [2, 0],
      ];
      const head = record([[4, 0x04034b50], ...common]);
      directory.push(
        record([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), path,
      );
      parts.push(head, path, content);
      offset += head.length + path.length + content.length;
    }
    const size = directory.reduce((sum, part) => sum + part.length, 0);
    const count = files.length;
    const end = record([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]]);
    return new Blob([...parts, ...directory, end], { type: "application/zip" });
  };
})();
