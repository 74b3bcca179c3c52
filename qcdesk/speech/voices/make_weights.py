"""Writes `encoder.onnx` from the wheel of Resemblyzer: the voice encoder's weights and nothing else of it.

A tool for whoever builds the program; the program never runs it. Needs `onnx` beside the program's own
packages. The same wheel gives the same bytes with the same version of `onnx`:

    python make_weights.py Resemblyzer-0.1.4-py3-none-any.whl [folder to write to]
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent
WHEEL_SHA256 = "8f12eb2f1a9982d32e8db7856de754709b59c93a77bcf0ff536584b619a9dd1f"
MEMBER = "resemblyzer/pretrained.pt"
MEMBER_SHA256 = "39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e"
TARGET = "encoder.onnx"
OPSET = 17
LAYERS = 3
HIDDEN = 256
MELS = 40
_GATES = (0, 3, 1, 2)
"""PyTorch keeps the gates as input, forget, cell, output; ONNX as input, output, forget, cell."""

Weights = dict[str, NDArray[np.float32]]


def weights_of(wheel: Path) -> Weights:
    """The encoder's weights; the optimizer's state and the loss's two numbers stay behind.

    Raises:
        ValueError: the wheel or the file in it is not the known one.
    """
    import torch

    content = wheel.read_bytes()
    _check(str(wheel), content, WHEEL_SHA256)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = archive.read(MEMBER)
    _check(MEMBER, member, MEMBER_SHA256)
    state = torch.load(io.BytesIO(member), map_location="cpu", weights_only=True)["model_state"]
    return {n: t.numpy() for n, t in state.items() if n.startswith(("lstm.", "linear."))}


def _check(what: str, content: bytes, expected: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise ValueError(f"{what}: sha256 is {found}, expected {expected}")


def graph_of(weights: Weights) -> bytes:
    """The network as ONNX: `mel` (windows, frames, 40) → `voice` (windows, 256), float32, not normalised.

    The weights are stored as float16 and cast by the graph: half the size, the same voices.
    """
    from onnx import TensorProto, helper

    nodes = [helper.make_node("Transpose", ["mel"], ["layer0"], perm=[1, 0, 2])]
    stored: list[Any] = []
    for layer in range(LAYERS):
        given = {"W": _gates(weights[f"lstm.weight_ih_l{layer}"])[None]}
        given["R"] = _gates(weights[f"lstm.weight_hh_l{layer}"])[None]
        biases = [_gates(weights[f"lstm.bias_{kind}_l{layer}"]) for kind in ("ih", "hh")]
        given["B"] = np.concatenate(biases)[None]
        names = [_store(f"{name}{layer}", value, nodes, stored) for name, value in given.items()]
        nodes.append(_lstm(layer, names))
        nodes.append(helper.make_node("Squeeze", [f"all{layer}", "direction"], [f"layer{layer + 1}"]))
    stored.append(helper.make_tensor("direction", TensorProto.INT64, [1], [1]))
    stored.append(helper.make_tensor("first", TensorProto.INT64, [1], [0]))
    linear = [_store(f"linear.{n}", weights[f"linear.{n}"], nodes, stored) for n in ("weight", "bias")]
    nodes.append(helper.make_node("Squeeze", [f"last{LAYERS - 1}", "first"], ["end"]))
    nodes.append(helper.make_node("Gemm", ["end", *linear], ["sum"], transB=1))
    nodes.append(helper.make_node("Relu", ["sum"], ["voice"]))
    mel = helper.make_tensor_value_info("mel", TensorProto.FLOAT, ["windows", "frames", MELS])
    voice = helper.make_tensor_value_info("voice", TensorProto.FLOAT, ["windows", HIDDEN])
    graph = helper.make_graph(nodes, "voice-encoder", [mel], [voice], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    return bytes(model.SerializeToString(deterministic=True))


def _lstm(layer: int, names: list[str]) -> Any:
    from onnx import helper

    out = [f"all{layer}", f"last{layer}"]
    return helper.make_node("LSTM", [f"layer{layer}", *names], out, hidden_size=HIDDEN)


def _gates(stacked: NDArray[np.float32]) -> NDArray[np.float32]:
    parts = np.split(stacked, 4)
    return np.concatenate([parts[i] for i in _GATES])


def _store(name: str, value: NDArray[np.float32], nodes: list[Any], stored: list[Any]) -> str:
    from onnx import TensorProto, helper, numpy_helper

    stored.append(numpy_helper.from_array(value.astype(np.float16), f"{name}.half"))
    nodes.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    return name


def main(wheel: Path, folder: Path) -> None:
    """Writes the network and prints its hash, which `embedding.py` must hold."""
    content = graph_of(weights_of(wheel))
    (folder / TARGET).write_bytes(content)
    print(hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else HERE)
