"""The networks of the catalog."""

from backend.contracts import options as o
from backend.contracts.entries import NetworkEntry
from backend.contracts.registered import NETWORKS_GROUP, Registry, describe_network

NETWORKS = Registry(
    [
        NetworkEntry(
            name="mlp",
            title="MLP",
            sentence="Fully connected layers with ReLU.",
            options=o.MLPOptions,
        ),
        NetworkEntry(
            name="cnn",
            title="CNN",
            sentence="Convolutions and pooling, then two linear layers: after LeNet-5, "
            "for images of 32 pixels a side or more after VGG.",
            options=o.CNNOptions,
            convolutional=True,
            smallest_side=12,
        ),
        NetworkEntry(
            name="resnet20",
            title="ResNet-20",
            sentence="Nine residual blocks of two convolutions, for 32 x 32 pixels (He 2016).",
            options=o.ResNetOptions,
            convolutional=True,
        ),
        NetworkEntry(
            name="torchvision",
            title="torchvision",
            sentence="Any of torchvision's classification networks, from first weights; "
            "images are enlarged.",
            options=o.VisionOptions,
            convolutional=True,
        ),
    ],
    NETWORKS_GROUP,
    describe_network,
)
