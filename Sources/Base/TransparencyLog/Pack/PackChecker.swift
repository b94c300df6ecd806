/// The checker that lies in every pack, written so that an auditor can read it at one sitting.
enum PackChecker {
    /// The text of `verify.py`: at most 150 lines, Python's standard library and the openssl command.
    static let source = #"""
        #!/usr/bin/env python3
        """Checks an audit pack: python3 verify.py [FOLDER] [--against CHECKPOINT]... [--key NAME+HASH+BASE64]

        It needs Python's standard library and the openssl command, nothing of the program that wrote the pack; best use a
        copy that did not come with the pack. Exit code 0: every byte is what was signed. 1: it is not; the line says where.
        Give a checkpoint or key that you kept elsewhere: a pack alone cannot show that its log was not written anew. """
        import argparse, base64, functools, hashlib, json, pathlib, re, struct, subprocess, sys, tempfile

        SPKI = bytes.fromhex("302a300506032b6570032100")  # what precedes an Ed25519 key in DER

        sha256 = lambda data: hashlib.sha256(data).digest()
        read = lambda path: (folder / path).read_bytes()
        node = lambda left, right: sha256(b"\1" + left + right)
        root_of = lambda edge: functools.reduce(lambda right, left: node(left, right), edge[::-1]) if edge else sha256(b"")

        def need(condition, problem):
            if not condition:
                raise ValueError(problem)

        def unbase64(text):
            data = base64.b64decode(text, validate=True)
            need(base64.b64encode(data).decode() == text, "base64 that is not in its one form")
            return data

        def parse_key(text):
            name, digits, encoded = text.split("+", 2)
            raw = unbase64(encoded)
            need(len(raw) == 33 and raw[0] == 1, "not an Ed25519 key: " + text)
            need(sha256(name.encode() + b"\n" + raw)[:4].hex() == digits, "a key with a wrong hash: " + text)
            return name, bytes.fromhex(digits), raw[1:]

        def is_signed(text, signature, key):
            with tempfile.TemporaryDirectory() as place:
                for name, data in (("text", text), ("signature", signature), ("key", SPKI + key)):
                    pathlib.Path(place, name).write_bytes(data)
                command = "openssl pkeyutl -verify -rawin -in text -sigfile signature -pubin -keyform DER -inkey key"
                return subprocess.run(command.split(), cwd=place, capture_output=True).returncode == 0

        def signed_text(note, keys):
            """The text of a note that one of the keys signed (C2SP signed-note)."""
            text, separator, lines = note.decode().rpartition("\n\n")
            need(separator and lines.endswith("\n"), "not a signed note")
            for line in lines[:-1].split("\n"):
                dash, name, encoded = line.split(" ")
                raw = unbase64(encoded)
                need(dash == "\u2014", "not a signature line")
                for key in keys:
                    if (name, raw[:4]) == key[:2]:
                        need(is_signed(text.encode() + b"\n", raw[4:], key[2]), "a wrong signature by " + name)
                        return text + "\n"
            raise ValueError("not signed by a key of this log")

        def read_keys():
            """The keys in their order, each signed by the one before, and the size of the log from which on it speaks."""
            keys, since = [parse_key(read("keys/first.txt").decode()[:-1])], [0]
            for path in sorted(path for path in listed if path.startswith("keys/rotation-")):
                text = signed_text(read(path), keys[-1:])
                fields = re.fullmatch(r"mandate key rotation\nold (.+)\nnew (.+)\nsize (\d+)\n", text)
                old, heir, size = parse_key(fields[1]), parse_key(fields[2]), int(fields[3])
                need(old == keys[-1] and heir not in keys and size >= since[-1], path + " is out of order")
                signed_text(read(path), [heir])
                keys, since = keys + [heir], since + [size]
            return keys, since

        def checkpoint(note):
            """Size and root of a checkpoint (C2SP tlog-checkpoint), signed by the key of its time."""
            size = int(note.split(b"\n")[1])
            spans = zip(keys, since, since[1:] + [1 << 63])
            text = signed_text(note, [key for key, first, last in spans if first <= size <= last])
            root = text.split("\n")[2]
            need(text == "%s\n%d\n%s\n" % (manifest["origin"], size, root), "not a checkpoint of this log")
            return size, unbase64(root)

        def check_segment(first, end, edge, roots):
            data, hashes = read("leaves/%012d.bin" % first), read("hashes/%012d.bin" % first)
            path, openings, offset = "payloads/%012d.bin" % first, {}, 0
            payloads = read(path) if path in listed else b""
            while offset < len(payloads):
                position, salt, length = struct.unpack_from("<Q32sI", payloads, offset)
                openings.setdefault(position, []).append(salt + payloads[offset + 44 : offset + 44 + length])
                offset += 44 + length
            offset = 0
            for position in range(first, end):
                length = struct.unpack_from("<I", data, offset)[0] if offset + 4 <= len(data) else 0
                leaf, at = data[offset + 4 : offset + 4 + length], 32 * (position - first)
                hash, size, offset = sha256(b"\0" + leaf), position, offset + 4 + length
                need(length > 0 and hash == hashes[at : at + 32], "leaf %d: its bytes and its hash differ" % position)
                for opening in openings.pop(position, ()):
                    need(sha256(opening).hex().encode() in leaf, "leaf %d: does not commit to its payload" % position)
                while size & 1:  # RFC 9162, section 2.1: each completed pair becomes a node
                    hash, size = node(edge.pop(), hash), size >> 1
                edge.append(hash)
                if position + 1 in roots:
                    roots[position + 1] = root_of(edge)
            need(offset == len(data) and not openings, "leaf %d: more stands there than was signed" % end)

        def proven(index, size, hash, beside):
            """The root to which a leaf and the hashes beside its way up lead."""
            if size == 1:
                return b"" if beside else hash
            half = 1 << (size - 1).bit_length() - 1
            if index < half:
                return node(proven(index, half, hash, beside[:-1]), beside[-1])
            return node(beside[-1], proven(index - half, size - half, hash, beside[:-1]))

        def check_files():
            inside = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
            strange = inside ^ (set(listed) | {"manifest.json", "manifest.note"})
            need(not strange, "missing or unexpected: " + ", ".join(sorted(strange)[:5]))
            for path, file in listed.items():
                content = "hashes/" + path[7:] if path[:7] == "leaves/" else sha256(read(path)).hex()
                need(content in (file.get("sha256"), file.get("hashes")), path + " is not the file that was signed")

        options = argparse.ArgumentParser()
        options.add_argument("folder", nargs="?", default=pathlib.Path(__file__).parent)
        options.add_argument("--against", action="append", default=[])
        options.add_argument("--key", default="")
        options = options.parse_args()
        folder = pathlib.Path(options.folder)
        try:
            odd = [path for path in folder.rglob("*") if path.is_symlink() or not (path.is_file() or path.is_dir())]
            need(not odd, "neither a plain file nor a folder, so it is not opened: " + ", ".join(map(str, odd[:5])))
            manifest = json.loads(read("manifest.json"))
            first, size, segment = manifest["first"], manifest["size"], manifest["segment"]
            listed = {file["path"]: file for file in manifest["files"]}
            keys, since = read_keys()
            need(not options.key or parse_key(options.key) in keys, "the key is not one of this log")
            text = "mandate audit pack\norigin %s\nsha256 %s\n" % (keys[0][0], sha256(read("manifest.json")).hex())
            need(signed_text(read("manifest.note"), keys[-1:]) == text, "manifest.json is not what was signed")
            check_files()
            claims = [checkpoint(read(path)) for path in sorted(listed) if path.startswith("checkpoints/")]
            claims += [checkpoint(pathlib.Path(path).read_bytes()) for path in options.against]
            need(all(first <= claim[0] <= size for claim in claims), "a checkpoint is of leaves that are not in the pack")
            edge = [bytes.fromhex(hash) for hash in manifest["edge"]]
            roots = dict.fromkeys([claim[0] for claim in claims] + [size]) | {first: root_of(edge)}
            starts = [start for start in {first, *range(-(-first // segment) * segment, size, segment)} if start < size]
            need(len([path for path in listed if path.startswith("leaves/")]) == len(starts), "the parts of the log differ")
            for start in sorted(starts):
                check_segment(start, min(start // segment * segment + segment, size), edge, roots)
            for count, root in sorted(claims):
                need(roots[count] == root, "the first %d leaves are not those that were signed" % count)
            need(size in [claim[0] for claim in claims], "the last leaves are not signed")
            for line in read("proofs.txt").decode().splitlines():
                index, leaf, *beside = [int(line.split(" ")[0])] + [bytes.fromhex(word) for word in line.split(" ")[1:]]
                need(proven(index, size, leaf, beside) == roots[size], "the proof of leaf %d does not hold" % index)
        except Exception as problem:
            sys.exit("NOT VERIFIED: %s" % (problem or repr(problem)))
        print("verified: %d leaves from leaf %d of %s, %d checkpoints" % (size - first, first, keys[0][0], len(claims)))
        print("signed with %s+%s+%s" % (keys[-1][0], keys[-1][1].hex(), base64.b64encode(b"\1" + keys[-1][2]).decode()))

        """#
}
