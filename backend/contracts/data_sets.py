"""The data sets of the catalog, what is foreign to them, and how test images can be spoilt."""

from backend.contracts import class_names as names
from backend.contracts import options as o
from backend.contracts.entries import CompanionEntry, CorruptionEntry, DatasetEntry, Files, by_name
from backend.contracts.registered import DATASETS_GROUP, Registry, describe_dataset

GREY, COLOUR = (1, 28, 28), (3, 32, 32)
DOWNLOADED = "Downloaded when first used, unless it lies in the data folder."

ENTRIES = [
    DatasetEntry(
        name="mnist",
        title="MNIST",
        sentence="Handwritten digits, 28 x 28 pixels, ten classes.",
        options=o.DatasetOptions,
        shape=GREY,
        classes=names.DIGITS,
        training_examples=60_000,
        test_examples=10_000,
        mean=(0.1307,),
        std=(0.3081,),
        centred=True,
        files=Files(reader="mnist"),
        licence="LeCun and Cortes, CC BY-SA 3.0",
        companions=("emnist_letters", "notmnist", "fashion_mnist", "kmnist"),
    ),
    DatasetEntry(
        name="cifar10",
        title="CIFAR-10",
        sentence=f"Colour photographs, 32 x 32 pixels, ten classes. {DOWNLOADED}",
        options=o.CIFAROptions,
        shape=COLOUR,
        classes=names.CIFAR10,
        training_examples=50_000,
        test_examples=10_000,
        mean=(0.4914, 0.4822, 0.4465),
        std=(0.247, 0.2435, 0.2616),
        files=Files(
            reader="cifar",
            kind="CIFAR10",
            test="cifar-10-batches-py/test_batch",
            padding=4,
            mirrored=True,
        ),
        licence="None stated; cite Krizhevsky 2009",
        companions=("cifar100", "svhn"),
    ),
    DatasetEntry(
        name="cifar100",
        title="CIFAR-100",
        sentence=f"Colour photographs, 32 x 32 pixels, a hundred classes. {DOWNLOADED}",
        options=o.CIFAROptions,
        shape=COLOUR,
        classes=names.CIFAR100,
        training_examples=50_000,
        test_examples=10_000,
        mean=(0.5071, 0.4865, 0.4409),
        std=(0.2673, 0.2564, 0.2762),
        files=Files(
            reader="cifar",
            kind="CIFAR100",
            labels="fine_labels",
            test="cifar-100-python/test",
            padding=4,
            mirrored=True,
        ),
        licence="None stated; cite Krizhevsky 2009",
        companions=("cifar10", "svhn"),
    ),
    DatasetEntry(
        name="fashion_mnist",
        title="Fashion-MNIST",
        sentence=f"Clothes, 28 x 28 pixels, ten classes. {DOWNLOADED}",
        options=o.DatasetOptions,
        shape=GREY,
        classes=names.CLOTHES,
        training_examples=60_000,
        test_examples=10_000,
        mean=(0.286,),
        std=(0.353,),
        files=Files(
            reader="idx",
            kind="FashionMNIST",
            test="FashionMNIST/raw/t10k-images-idx3-ubyte*",
        ),
        licence="Zalando, MIT",
        companions=("mnist", "kmnist", "emnist_letters", "notmnist"),
    ),
    DatasetEntry(
        name="kmnist",
        title="KMNIST",
        sentence=f"Handwritten Japanese characters, 28 x 28 pixels, ten classes. {DOWNLOADED}",
        options=o.DatasetOptions,
        shape=GREY,
        classes=names.KANA,
        training_examples=60_000,
        test_examples=10_000,
        mean=(0.1918,),
        std=(0.3483,),
        files=Files(reader="idx", kind="KMNIST", test="KMNIST/raw/t10k-images-idx3-ubyte*"),
        licence="CODH, CC BY-SA 4.0",
        companions=("mnist", "fashion_mnist", "emnist_letters", "notmnist"),
    ),
    DatasetEntry(
        name="svhn",
        title="SVHN",
        sentence=f"House numbers, 32 x 32 pixels in colour, ten classes. {DOWNLOADED}",
        options=o.SVHNOptions,
        shape=COLOUR,
        classes=names.DIGITS,
        training_examples=73_257,
        test_examples=26_032,
        mean=(0.4377, 0.4438, 0.4728),
        std=(0.198, 0.201, 0.197),
        files=Files(reader="svhn", test="SVHN/test_32x32.mat", padding=4),
        licence="For non-commercial use only; cite Netzer et al. 2011",
        companions=("cifar10", "cifar100"),
    ),
]
DATASETS = Registry(ENTRIES, DATASETS_GROUP, describe_dataset)

COMPANIONS: dict[str, CompanionEntry] = by_name(
    [
        CompanionEntry(
            name="emnist_letters",
            title="EMNIST letters",
            sentence="Handwritten letters, 28 x 28 pixels.",
            shape=GREY,
            classes=names.LETTERS,
            test_examples=20_800,
            test_file="EMNIST/raw/emnist-letters-test-images-idx3-ubyte",
            licence="From NIST Special Database 19; cite Cohen et al. 2017",
        ),
        CompanionEntry(
            name="notmnist",
            title="notMNIST",
            sentence="The letters A to J in many typefaces, 28 x 28 pixels.",
            shape=GREY,
            classes=names.LETTERS_A_TO_J,
            test_examples=10_000,
            test_file="notMNIST/raw/t10k-images-idx3-ubyte",
            licence="Posted with permission of Yaroslav Bulatov",
        ),
    ]
)

CORRUPTIONS: dict[str, CorruptionEntry] = by_name(
    [
        CorruptionEntry(
            name="noise",
            title="Noise",
            sentence="Normal noise, independent for every pixel.",
            strengths=(0.04, 0.08, 0.12, 0.18, 0.26),
            unit="standard deviation, white being 1",
        ),
        CorruptionEntry(
            name="blur",
            title="Blur",
            sentence="A Gaussian blur.",
            strengths=(0.5, 0.75, 1.0, 1.5, 2.0),
            unit="pixels, standard deviation",
        ),
        CorruptionEntry(
            name="contrast",
            title="Contrast",
            sentence="Pixels drawn to the mean of their image.",
            strengths=(0.75, 0.5, 0.35, 0.2, 0.1),
            unit="part of the contrast that is left",
        ),
        CorruptionEntry(
            name="rotation",
            title="Rotation",
            sentence="Turned about the middle, counter-clockwise; what comes into sight is black.",
            strengths=(15.0, 30.0, 45.0, 60.0, 75.0),
            unit="degrees",
        ),
    ]
)
