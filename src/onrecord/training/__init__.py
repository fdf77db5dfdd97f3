"""Training the tagger: from an annotated corpus to the ONNX model that the package ships (extra ``[train]``)."""
