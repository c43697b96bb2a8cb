import numpy as np

from worker.landscape.disagreement import disagreement


def test_a_network_agrees_with_itself_and_counts_what_others_label_otherwise() -> None:
    labels = np.array([[3, 1, 2, 0], [3, 1, 0, 1], [0, 0, 0, 1]], np.uint8)
    assert disagreement(labels, labels[0]).tolist() == [0.0, 0.5, 1.0]
